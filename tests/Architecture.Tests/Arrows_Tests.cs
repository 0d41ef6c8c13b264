using System.Reflection;

namespace Facilities.Architecture_Tests;

/// <summary>
/// Holds the arrows of ARCHITECTURE.md: what each project may use, as named in its project file and as compiled.
/// A project's own row lists everything it may name; nothing points up.
/// </summary>
public sealed class Arrows_Tests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Telemetry"] = [],
        ["Mqtt"] = [],
        ["Detection"] = ["Telemetry"],
        ["Storage"] = ["Domain", "Telemetry", "Mqtt"],
        ["Operations"] = ["Domain", "Telemetry", "Detection", "Storage", "Mqtt"],
        ["Simulator"] = ["Mqtt", "Telemetry", "Domain"],
        ["Ingest"] = ["Mqtt", "Telemetry", "Detection", "Domain", "Storage", "Operations"],
        ["Dashboard"] = ["Mqtt", "Telemetry", "Detection", "Domain", "Storage", "Operations", "Ingest", "Simulator"],
    };

    /// <summary>Assemblies that a pure project must not even see.</summary>
    private static readonly string[] Databases = ["Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Npgsql", "SQLitePCLRaw"];

    private static readonly string[] Hosting = ["Microsoft.AspNetCore", "Microsoft.Extensions"];

    public static TheoryData<string> Projects => [.. ProjectReferences.SourceProjects];

    public static TheoryData<string> PureProjects => ["Domain", "Telemetry", "Detection"];

    [Fact]
    public void Every_project_under_src_has_a_row_here() =>
        ProjectReferences.SourceProjects.ShouldBe(Allowed.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_what_its_row_allows(string project) =>
        ProjectReferences.ProjectsNamedBy(project).Except(Allowed[project]).ShouldBeEmpty($"{project} may use only: {string.Join(", ", Allowed[project])}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_compiled_assembly_uses_only_what_its_row_allows(string project)
    {
        var used = Load(project).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Facilities.", StringComparison.Ordinal))
            .Select(name => name["Facilities.".Length..]);

        used.Except(Allowed[project]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(PureProjects))]
    public void A_pure_project_knows_neither_database_nor_host(string project)
    {
        var used = Load(project).GetReferencedAssemblies().Select(name => name.Name!);

        used.Where(name => Databases.Concat(Hosting).Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
        ProjectReferences.PackagesNamedBy(project).Where(name => Databases.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Mqtt_knows_no_database()
    {
        var used = Load("Mqtt").GetReferencedAssemblies().Select(name => name.Name!);

        used.Where(name => Databases.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static Assembly Load(string project) => Assembly.Load("Facilities." + project);
}
