using System.Reflection;
using System.Text.RegularExpressions;

namespace Facilities.Mqtt.Tests;

/// <summary><c>docs/formats/mqtt-conformance.md</c> names a test for each normative statement.</summary>
public sealed partial class ConformancePage_Tests
{
    [Fact]
    public void Every_statement_stands_once_and_names_a_test_that_exists()
    {
        var page = File.ReadAllLines(Path.Combine(Repository(), "docs", "formats", "mqtt-conformance.md"));
        var rows = page.Select(line => Row().Match(line)).Where(match => match.Success).ToList();
        rows.Count.ShouldBeGreaterThan(350);
        rows.Select(row => row.Groups["tag"].Value).GroupBy(tag => tag).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        var tests = typeof(ConformancePage_Tests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
                .Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        rows.Select(row => row.Groups["test"].Value).Where(test => !tests.Contains(test)).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_clause_that_a_refusal_names_stands_on_the_page()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "formats", "mqtt-conformance.md"));
        var tags = PacketCatalogue.Invalid.Select(refused => refused.Clause!).Distinct().Where(clause => Tag().IsMatch(clause));
        tags.Where(tag => !page.Contains($"| {tag} |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Facilities.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| (?<tag>(3\.1\.1 )?MQTT-[\d.-]+) \| S?C? \| .+ \| `(?<test>\w+\.\w+)` \|$")]
    private static partial Regex Row();

    /// <summary>Numbered statements end in a dash and a number; sections don't.</summary>
    [GeneratedRegex(@"MQTT-[\d.-]+-\d+$")]
    private static partial Regex Tag();
}
