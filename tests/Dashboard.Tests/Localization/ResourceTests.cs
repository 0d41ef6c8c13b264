using System.Text.RegularExpressions;

namespace Facilities.Dashboard.Tests.Localization;

public sealed partial class ResourceTests
{
    public static TheoryData<string> Areas => new(ResourceFiles.Areas);

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_text_exists_in_both_languages(string area)
    {
        var chinese = ResourceFiles.Read(area, "zh-CN").Keys;
        var english = ResourceFiles.Read(area, "en").Keys;
        chinese.Except(english).ShouldBeEmpty("missing in English");
        english.Except(chinese).ShouldBeEmpty("missing in Chinese");
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Both_languages_of_a_text_take_the_same_parameters(string area)
    {
        var english = ResourceFiles.Read(area, "en");
        foreach (var (key, chinese) in ResourceFiles.Read(area, "zh-CN"))
        {
            var inChinese = Placeholder().Matches(chinese).Select(match => match.Value).Distinct().Order();
            var inEnglish = Placeholder().Matches(english[key]).Select(match => match.Value).Distinct().Order();
            // A language may say less (English drops a counter, Chinese a name), but never more than it is given.
            (inChinese.All(inEnglish.Contains) || inEnglish.All(inChinese.Contains)).ShouldBeTrue($"{area} {key}");
        }
    }

    [Fact]
    public void Every_key_that_code_uses_exists()
    {
        var missing = new List<string>();
        foreach (var file in ResourceFiles.Sources(".razor", ".cs"))
        {
            var source = File.ReadAllText(file);
            var localizers = LocalizersOf(file, source);
            foreach (Match use in KeyUse().Matches(source))
            {
                if (!localizers.TryGetValue(use.Groups["name"].Value, out var area)) continue;
                var key = use.Groups["key"].Value;
                if (!ResourceFiles.Read(area, "zh-CN").ContainsKey(key)) missing.Add($"{Path.GetFileName(file)}: {area} {key}");
            }
        }

        missing.ShouldBeEmpty();
    }

    /// <summary>Chinese or a run of English words between tags is a text that someone forgot to translate.</summary>
    [Fact]
    public void No_page_has_words_of_its_own()
    {
        var found = new List<string>();
        foreach (var file in ResourceFiles.Sources(".razor"))
        {
            var markup = Comment().Replace(File.ReadAllText(file), "");
            if (Chinese().Match(markup) is { Success: true } chinese) found.Add($"{Path.GetFileName(file)}: {chinese.Value}");
            found.AddRange(Words().Matches(markup).Select(match => $"{Path.GetFileName(file)}: {match.Groups["text"].Value.Trim()}"));
            found.AddRange(SpokenAttribute().Matches(markup).Select(match => $"{Path.GetFileName(file)}: {match.Value}"));
        }

        found.ShouldBeEmpty();
    }

    /// <summary>Localizer variables of a page: those of its .razor and of its .razor.cs.</summary>
    private static Dictionary<string, string> LocalizersOf(string file, string source)
    {
        var sibling = file.EndsWith(".razor.cs", StringComparison.Ordinal) ? file[..^3] : file + ".cs";
        var both = File.Exists(sibling) ? source + File.ReadAllText(sibling) : source;
        var localizers = new Dictionary<string, string>();
        foreach (Match match in Localizer().Matches(both)) localizers[match.Groups["name"].Value] = match.Groups["area"].Value;
        return localizers;
    }

    [GeneratedRegex(@"\{[A-Za-z0-9_]+")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"IStringLocalizer<(?<area>\w+)>\s+(?<name>\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex("""\b(?<name>\w+)\["(?<key>[A-Za-z0-9_.]+)"\s*[\],]""")]
    private static partial Regex KeyUse();

    [GeneratedRegex(@"@\*.*?\*@|//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[\u3400-\u9fff][^<\n]*")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"(?<=[a-z""/]>)(?<text>[^<>@{}\n=;]*[A-Za-z]{3,}[^<>@{}\n=;]*)(?=</)")]
    private static partial Regex Words();

    [GeneratedRegex("""\b(aria-label|placeholder|title|alt)="[^"@]*[A-Za-z]{3,}[^"]*["]""")]
    private static partial Regex SpokenAttribute();
}
