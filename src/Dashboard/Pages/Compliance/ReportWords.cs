using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Compliance;
using Facilities.Operations.Templates;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>What a report is narrowed to, in words.</summary>
internal static class ReportWords
{
    public static string Scope(ComplianceTrail? trail, IStringLocalizer<ComplianceText> text)
    {
        if (trail is null) return text["reports.gone"];
        var names = new[] { trail.DistrictName, trail.CommunityName, trail.AssetName, trail.FirmName, trail.DutyName }.OfType<LocalizedName>().Select(name => AssetWords.Name(name)).ToList();
        return names.Count == 0 ? text["trail.all"] : string.Join(" · ", names);
    }
}
