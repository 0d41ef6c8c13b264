using System.Text.RegularExpressions;

namespace Facilities.Dashboard.Tests;

/// <summary>What no compiler checks of the phone page: each word it asks for is there.</summary>
public sealed partial class Phone_Tests
{
    private static readonly string Folder = Path.Combine(Root(), "src", "Dashboard", "wwwroot", "m");

    [Theory]
    [InlineData("CrewText.resx", "TermText.resx")]
    [InlineData("CrewText.en.resx", "TermText.en.resx")]
    public void Every_word_that_the_page_asks_for_is_there(string own, string terms)
    {
        var known = new[] { own, terms }.SelectMany(file => Name().Matches(File.ReadAllText(Path.Combine(Root(), "src", "Dashboard", "Localization", file))).Select(match => match.Groups[1].Value)).ToHashSet();
        var asked = Directory.EnumerateFiles(Path.Combine(Folder, "js"), "*.js", SearchOption.AllDirectories).SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();

        asked.Count.ShouldBeGreaterThan(40);
        asked.Where(key => !known.Contains(key)).Distinct().ShouldBeEmpty();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Facilities.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests don't run inside the repository.");
    }

    [GeneratedRegex("<data name=\"([^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bt\('([\w.]+)'")]
    private static partial Regex Asked();
}
