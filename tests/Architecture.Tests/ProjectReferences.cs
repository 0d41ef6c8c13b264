using System.Xml.Linq;

namespace Facilities.Architecture_Tests;

/// <summary>The project files as they stand on disk: which of our projects and which packages each one names.</summary>
internal static class ProjectReferences
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static IReadOnlyList<string> SourceProjects { get; } =
        [.. Directory.GetDirectories(Path.Combine(RepositoryRoot, "src")).Select(Path.GetFileName).OfType<string>().Where(name => File.Exists(ProjectFile(name))).Order(StringComparer.Ordinal)];

    public static string ProjectFile(string project) => Path.Combine(RepositoryRoot, "src", project, project + ".csproj");

    public static IReadOnlySet<string> ProjectsNamedBy(string project) => Named(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))).ToHashSet();

    public static IReadOnlySet<string> PackagesNamedBy(string project) => Named(project, "PackageReference").ToHashSet();

    private static IEnumerable<string> Named(string project, string element) =>
        XDocument.Load(ProjectFile(project)).Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Facilities.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("Facilities.sln stands in no folder above the tests.");
    }
}
