using System.Text.RegularExpressions;

namespace Facilities.Architecture_Tests;

/// <summary>Every test that docs/pains.md names is there: a complaint without a test that plays it is a promise.</summary>
public sealed partial class Pains_Tests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(ProjectReferences.RepositoryRoot, "docs", "pains.md"));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var known = Directory.EnumerateFiles(Path.Combine(ProjectReferences.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        var named = Name().Matches(Document).Select(match => (Class: match.Groups[1].Value, Test: match.Groups[2].Value)).ToList();

        named.Count.ShouldBeGreaterThan(30);
        named.Where(test => !known[test.Class].Any(file => File.ReadAllText(file).Contains($" {test.Test}(", StringComparison.Ordinal))).Select(test => $"{test.Class}.{test.Test}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_complaint_names_a_test()
    {
        var rows = Document.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();

        rows.Count.ShouldBeGreaterThan(20);
        rows.Where(row => !Name().IsMatch(row.Split('|')[4])).ShouldBeEmpty();
    }

    [GeneratedRegex("`([A-Z]\\w+)\\.([A-Z]\\w+)`")]
    private static partial Regex Name();
}
