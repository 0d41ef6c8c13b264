using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Compliance;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>
/// The page's state as it stands in the address, so that a view can be sent to someone. What can't be read is left out; what one is narrowed to decides what a row
/// stands for, unless that is chosen.
/// </summary>
internal sealed record ComplianceView(CompliancePeriod Period, ComplianceFilter Filter, InspectionItemId? Item)
{
    /// <summary>Items are listed once one looks at something; all of a city's would be no list.</summary>
    public bool ListsItems => Filter is not { Community: null, Asset: null, Of: null };

    public static ComplianceView Parse(ComplianceQueryString address, DateOnly today, Scope scope)
    {
        var period = Word<CompliancePeriod>(address.Period) ?? CompliancePeriod.Month;
        var (from, until) = Span(period, today, Day(address.From), Day(address.Until));
        var (community, asset, firm) = (Number(address.Community), Number(address.Asset), Number(address.Firm));
        var by = Word<ComplianceBy>(address.By) ?? Below(asset is not null, community is not null, Number(address.District) is not null || firm is not null, scope);
        // Assets of everything at once are no table.
        if (by == ComplianceBy.Asset && (community ?? asset ?? firm) is null) by = ComplianceBy.Community;
        return new ComplianceView(period, new ComplianceFilter
        {
            From = from,
            Until = until,
            By = by,
            District = Number(address.District) is { } district ? new OrganisationId(district) : null,
            Community = community is { } site ? new CommunityId(site) : null,
            Asset = asset is { } one ? new AssetId(one) : null,
            Firm = firm is { } organisation ? new OrganisationId(organisation) : null,
            TemplateKey = string.IsNullOrWhiteSpace(address.Template) ? null : address.Template,
            Of = Word<ComplianceOutcome>(address.Of),
        }, Number(address.Item) is { } item ? new InspectionItemId(item) : null);
    }

    /// <summary>First and last day; of an own span at most as long as is counted at once.</summary>
    public static (DateOnly From, DateOnly Until) Span(CompliancePeriod period, DateOnly today, DateOnly? from, DateOnly? until)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1);
        switch (period)
        {
            case CompliancePeriod.LastMonth: return (month.AddMonths(-1), month.AddDays(-1));
            case CompliancePeriod.Quarter: return (quarter, quarter.AddMonths(3).AddDays(-1));
            case CompliancePeriod.LastQuarter: return (quarter.AddMonths(-3), quarter.AddDays(-1));
            case CompliancePeriod.Year: return (new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31));
            case CompliancePeriod.Own:
                var (first, last) = (from ?? month, until ?? today);
                if (last < first) (first, last) = (last, first);
                return (first, last.DayNumber - first.DayNumber > ComplianceFilter.MaximumDays ? first.AddDays(ComplianceFilter.MaximumDays) : last);
            default: return (month, month.AddMonths(1).AddDays(-1));
        }
    }

    private static ComplianceBy Below(bool asset, bool community, bool narrowed, Scope scope) =>
        asset ? ComplianceBy.Duty
        : community ? ComplianceBy.Asset
        : narrowed || scope.Kind != ScopeKind.Everything ? ComplianceBy.Community
        : ComplianceBy.District;

    private static T? Word<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
