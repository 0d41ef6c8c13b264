namespace Facilities.EndToEnd_Tests.Processes;

/// <summary>Where the repository and the built executables of this run's configuration lie.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = FindRoot();

    /// <summary><c>release</c> or <c>debug</c>, as these tests were built.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The built assembly of an executable, e.g. <c>Dashboard</c>.</summary>
    public static string Assembly(string project)
    {
        var path = Path.Combine(Root, "artifacts", "bin", project, Configuration, $"Facilities.{project}.dll");
        File.Exists(path).ShouldBeTrue($"{path} is missing: build Facilities.sln in this configuration first");
        return path;
    }

    /// <summary>Where screenshots of a test run are kept (ignored by git).</summary>
    public static string Screenshots
    {
        get
        {
            var folder = Path.Combine(Root, "artifacts", "screenshots");
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Facilities.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("Facilities.sln stands in no folder above the tests.");
    }
}
