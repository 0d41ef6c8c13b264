using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Complaints;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>A quarter of the hotline: how much, about what, where and when, beside a year and half a year before.</summary>
public sealed partial class ComplaintsPage
{
    private const int MostSubtopics = 20;
    private const int Quarters = 12;

    private ComplaintQuarter? _quarter;

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterParameter { get; set; }

    [Inject]
    private ComplaintAnalysis Analysis { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    private DateOnly Today => Zone.DayOf(Clock.GetUtcNow());

    /// <summary>The running one is shown until somebody asks for another.</summary>
    private DateOnly Quarter => ComplaintAnalysis.QuarterOf(
        DateOnly.TryParseExact(QuarterParameter, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : Today);

    private string QuarterKey => Key(Quarter);

    private IReadOnlyList<FilterOption> QuarterOptions =>
        [.. Enumerable.Range(0, Quarters).Select(back => ComplaintAnalysis.QuarterOf(Today).AddMonths(-3 * back)).Append(Quarter).Distinct().OrderDescending()
            .Select(first => new FilterOption(Key(first), T["quarter.name", first.Year.ToString(CultureInfo.InvariantCulture), (first.Month / 3) + 1]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        _quarter = await Analysis.QuarterAsync(caller, Quarter, Community, cancellationToken);
    }

    private static string Key(DateOnly first) => first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Export(string format) => $"/api/complaints/analysis/export?quarter={QuarterKey}&format={format}" + (Community is { } site ? "&community=" + site : "");

    private string Change(double? change) => change is { } share ? (share > 0 ? "+" : "") + Format.Percent(share, 0) : DisplayFormat.NoValue;

    private string PerThousand(ComplaintSiteRow site) => site.Households > 0 ? Format.Number(Math.Round(1_000.0 * site.Count / site.Households, 1)) : DisplayFormat.NoValue;

    /// <summary>Four steps up to the busiest hour that is shown.</summary>
    private int Heat(int count)
    {
        var most = _quarter!.Sites.Max(site => site.Hours.Max());
        return count == 0 || most == 0 ? 0 : Math.Clamp((int)Math.Ceiling(4.0 * count / most), 1, 4);
    }
}
