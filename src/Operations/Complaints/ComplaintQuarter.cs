namespace Facilities.Operations.Complaints;

/// <summary>What the hotline's records of a quarter add up to.</summary>
/// <param name="From">First day of the quarter.</param>
/// <param name="All">All of them.</param>
/// <param name="Topics">By topic, most first.</param>
/// <param name="Subtopics">By sub-topic, most first.</param>
/// <param name="Sites">Communities with most, at most <see cref="ComplaintAnalysis.MostSites"/>.</param>
/// <param name="SiteCount">Communities with any.</param>
/// <param name="Months">Month by month up to the quarter's end, two years; first day and number.</param>
public sealed record ComplaintQuarter(
    DateOnly From, ComplaintTally All, IReadOnlyList<ComplaintTally> Topics, IReadOnlyList<ComplaintTally> Subtopics, IReadOnlyList<ComplaintSiteRow> Sites, int SiteCount,
    IReadOnlyList<(DateOnly Month, int Count)> Months);
