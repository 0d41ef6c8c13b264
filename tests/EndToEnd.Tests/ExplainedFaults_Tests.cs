using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Ingest.Commands.Evaluation.Injected;
using Facilities.Operations.Assets;
using Facilities.Operations.Explanations;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;

namespace Facilities.EndToEnd_Tests;

/// <summary>What a fault's page says of every fault that virtual assets can have, from what the detectors really found, in both languages.</summary>
public sealed partial class ExplainedFaults_Tests(InjectedSeed seed) : IClassFixture<InjectedSeed>
{
    [Fact]
    public async Task Every_family_of_every_asset_type_is_explained_in_both_languages()
    {
        var catalog = AssetTemplateCatalog.Load();
        await using var services = Services(catalog);
        var families = new HashSet<string>();
        // For a look by a person who mends such equipment.
        var said = new List<string>();
        foreach (var recording in InjectedSet.Read(seed.Folder).Recordings)
        {
            var template = catalog[recording.Type];
            var found = InjectedJudge.Judge(
                Path.Combine(seed.Folder.FullName, recording.File), template, recording.Attributes, recording.Messages, recording.Begin.ToUnixTimeMilliseconds(), recording.End.ToUnixTimeMilliseconds());
            foreach (var finding in Told(found, recording, template))
            {
                var family = Family(finding, template);
                families.Add($"{recording.Type} {family}");
                foreach (var language in (string[])["zh-CN", "en"])
                {
                    var text = await TextAsync(services, template, recording, finding, family, language);
                    said.Add($"{recording.Type} / {recording.Fault!.Scenario} / {finding.RuleKey} ({language}): {text}");
                    text.ShouldNotBeEmpty();
                    Unworded().IsMatch(text).ShouldBeFalse(said[^1]);
                    text.Any(letter => letter is >= '一' and <= '鿿').ShouldBe(language == "zh-CN", said[^1]);
                }
            }
        }

        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "explained.txt"), said);
        families.Count.ShouldBeGreaterThanOrEqualTo(45, string.Join(", ", families));
    }

    /// <summary>What found the fault, and the first finding of every other rule that spoke of it.</summary>
    private static IEnumerable<Finding> Told(FindingList found, InjectedRecording recording, AssetTemplate template) => found
        .Where(finding => finding.Kind == FindingKind.Raised && finding.DetectedUnixMs >= recording.Fault!.StartUnixMs && recording.Fault.Families.Contains(Family(finding, template)))
        .DistinctBy(finding => finding.RuleKey);

    private static string Family(Finding finding, AssetTemplate template) =>
        finding.ModeKey == FaultFamilies.Unexplained ? template.Point(finding.Signal?.Key ?? "")?.Family ?? FaultFamilies.Unexplained : template.Mode(finding.ModeKey).Family;

    private static ServiceProvider Services(AssetTemplateCatalog catalog)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton(catalog);
        services.AddSingleton(provider => new DisplayFormat(provider.GetRequiredService<IStringLocalizer<FormatText>>(), TimeProvider.System, SiteZone.Default));
        services.AddSingleton<Terms>();
        services.AddSingleton<AssetWords>();
        services.AddSingleton<ExplanationWords>();
        return services.BuildServiceProvider();
    }

    private static async Task<string> TextAsync(ServiceProvider services, AssetTemplate template, InjectedRecording recording, Finding finding, string family, string language)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new CultureInfo(language), new CultureInfo(language));
        var lead = FindingRow.Of(StoredFindings.Create(finding, new FindingMode(finding.ModeKey, family, Severity.P3)));
        var explained = FindingExplanation.Of(template, template.Profile(new AssetOverrides { Attributes = recording.Attributes }), [lead], []).ShouldNotBeNull();
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(FaultWhy.Row)] = new FaultRow
            {
                Id = new FaultId(1),
                Number = "F-2026-0001",
                Severity = Severity.P3,
                State = FaultState.Found,
                Family = family,
                ModeKey = finding.ModeKey,
                Title = CodedText.Of("fault.mode"),
                Source = FaultSource.Sensor,
                Place = new AssetPlace(new AssetId(1), "site", "a1", template.Type, template.Name, new CommunityId(1), new("望海", "Wanghai"), null),
                IsOpen = true,
                OnsetAt = lead.OnsetAt,
                DetectedAt = lead.DetectedAt,
                RuleClear = false,
                Overdue = false,
                Reopened = 0,
            },
            [nameof(FaultWhy.Explanation)] = new FaultExplanation
            {
                Fault = new FaultId(1),
                RuleKey = lead.RuleKey,
                Since = lead.SinceAt,
                DetectedAt = lead.DetectedAt,
                Signals = explained.Signals,
                Confidence = new ExplainedConfidence(lead.Confidence, lead.Confidence, 0, 0),
                Named = explained.Named,
                Resembled = explained.Resembled,
                Advice = explained.Mode?.Advice,
                Cases = [],
            },
        });
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => Plain((await renderer.RenderComponentAsync<FaultWhy>(parameters)).ToHtmlString()));
    }

    private static string Plain(string html) => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();

    /// <summary>A key without words, a place without its value, a value that is none.</summary>
    [GeneratedRegex(@"\b(say|why)\.\w|\{\d|NaN|—|∞")]
    private static partial Regex Unworded();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
