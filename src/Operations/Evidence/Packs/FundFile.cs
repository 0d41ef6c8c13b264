using System.Globalization;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Draft of the application to use the maintenance fund without the owners' vote (应急使用): Civil Code art. 281, where shared equipment endangers people. Everything in it stands
/// in the pack; what only people can say is left blank.
/// </summary>
internal static class FundFile
{
    /// <summary>The emergency that the rules name for such an asset; null: the fund isn't open to it this way.</summary>
    public static string? CaseOf(string typeKey) => typeKey switch
    {
        "elevator" => "fund.case.elevator",
        "fire-pump" or "fire-alarm" or "smoke-detector" or "emergency-light" or "extinguisher" => "fund.case.fire",
        "booster-pump" => "fund.case.water",
        "structure" => "fund.case.structure",
        _ => null,
    };

    public static string Of(PackFacts facts, PackWords words, CultureInfo culture)
    {
        var place = facts.Place;
        var page = new PackHtml(culture, words, PackText.Say(culture, "fund.title", place.Community.For(culture)));
        page.Line(page.T("fund.about")).Links((culture.TwoLetterISOLanguageName == "zh" ? PackNames.Index : PackNames.IndexEn, page.T("fund.evidence")));
        page.Begin(page.T("fund.object")).Pairs(
            (page.T("fund.community"), page.Name(place.Community)),
            (page.T("asset.place"), facts.Address),
            (page.T("asset.name"), $"{page.Name(place.Name)} ({place.SiteCode}/{place.Code})"),
            (page.T("asset.commissioned"), PackTime.Day(facts.Asset.CommissionedOn)),
            (page.T("fund.case"), page.T(CaseOf(facts.Asset.TypeKey)!)),
            (page.T("fault.number"), facts.Fault?.Number),
            (page.T("fund.severity"), facts.Fault is { } fault ? page.Word("severity", fault.Severity) : null)).End();
        page.Begin(page.T("section.timeline")).Table([page.T("col.moment"), page.T("col.at")], facts.Timeline.Select(entry => new[] { page.Word("moment", entry.Code), PackTime.Shown(entry.At) })).End();
        page.Begin(page.T("fund.repair")).Pairs(
            (page.T("parts.list"), facts.Parts?.Parameters.GetValueOrDefault("parts")),
            (page.T("parts.cost"), facts.Parts?.Parameters.GetValueOrDefault("cost")),
            (page.T("fund.claimed"), facts.Claim.Number),
            (page.T("loss.agreed"), facts.Claim.AgreedAmount?.ToString()));
        if (facts.Parts is null) page.Blanks(page.T("fund.estimate"));
        page.End();
        page.Begin(page.T("fund.basis")).Line(page.T("fund.law")).Line(page.T("fund.without")).End();
        page.Begin(page.T("fund.signatures")).Blanks(page.T("fund.applicant"), page.T("fund.committee"), page.T("fund.account"), page.T("fund.street"), page.T("fund.bureau"), page.T("fund.date")).End();
        return page.ToString();
    }
}
