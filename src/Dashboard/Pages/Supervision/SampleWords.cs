using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Supervision;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>A sample's rule in words.</summary>
internal static class SampleWords
{
    public static string Rule(SampleRow row, DisplayFormat format, IStringLocalizer<SupervisionText> text) => string.Join(" · ", new[]
    {
        text["rule.span", format.ShortDay(row.Rule.From), format.ShortDay(row.Rule.Until)].Value, AssetWords.Name(row.Duty), AssetWords.Name(row.Community), AssetWords.Name(row.Firm),
    }.Where(part => part.Length > 0));
}
