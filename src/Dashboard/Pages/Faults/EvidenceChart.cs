using Facilities.Dashboard.Telemetry;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>One signal of the evidence, drawn.</summary>
/// <param name="Key">Key of the point.</param>
/// <param name="Name">Its name.</param>
/// <param name="Label">What the chart shows, for who can't see it.</param>
/// <param name="IsLead">The signal that leads the finding is drawn larger.</param>
public sealed record EvidenceChart(string Key, string Name, string Label, bool IsLead, PointChart Chart)
{
    /// <summary>There is a curve, or a word on why not.</summary>
    public bool Shows => !Chart.IsEmpty || Chart.IsAway;
}
