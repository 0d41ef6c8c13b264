using Facilities.Operations.Complaints;

namespace Facilities.Dashboard.Api;

/// <summary>What a quarter adds up to.</summary>
/// <param name="From">First day of the quarter.</param>
/// <param name="All">All of them.</param>
/// <param name="Topics">By topic.</param>
/// <param name="Subtopics">By sub-topic.</param>
/// <param name="Sites">Communities with most, each with its 24 hours.</param>
/// <param name="SiteCount">Communities with any.</param>
/// <param name="Months">Two years, month by month.</param>
internal sealed record ComplaintAnswer(
    DateOnly From, ComplaintTally All, IReadOnlyList<ComplaintTally> Topics, IReadOnlyList<ComplaintTally> Subtopics, IReadOnlyList<ComplaintSiteRow> Sites, int SiteCount, IReadOnlyList<ComplaintMonthCount> Months)
{
    public static ComplaintAnswer Of(ComplaintQuarter quarter) =>
        new(quarter.From, quarter.All, quarter.Topics, quarter.Subtopics, quarter.Sites, quarter.SiteCount, [.. quarter.Months.Select(item => new ComplaintMonthCount(item.Month, item.Count))]);
}
