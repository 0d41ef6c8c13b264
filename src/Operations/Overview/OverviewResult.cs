using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;

namespace Facilities.Operations.Overview;

/// <summary>What do I do now: wrong, overdue, next, not visible, and how the communities stand.</summary>
public sealed record OverviewResult
{
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Open faults with a passed limit.</summary>
    public required int Overdue { get; init; }

    /// <summary>The one that is late longest; null: none is.</summary>
    public FaultRow? LongestOverdue { get; init; }

    /// <summary>Open faults by severity.</summary>
    public required SeverityCounts WrongNow { get; init; }

    /// <summary>By urgency, at most 12.</summary>
    public required IReadOnlyList<FaultRow> ActNow { get; init; }

    /// <summary>What is due within 24 hours, by time, at most 20.</summary>
    public required IReadOnlyList<NextItem> Next { get; init; }

    /// <summary>How many are due within 24 hours.</summary>
    public required int NextCount { get; init; }

    /// <summary>Points that ever reported.</summary>
    public required int Points { get; init; }

    /// <summary>Of these, those with a current value; the rest isn't visible.</summary>
    public required int LivePoints { get; init; }

    /// <summary>Assets that are silent, longest first, at most 10.</summary>
    public required IReadOnlyList<SilentAsset> Silent { get; init; }

    /// <summary>Inspections due this month.</summary>
    public required InspectionCounts Inspections { get; init; }

    /// <summary>Claims that somebody has to check or notify.</summary>
    public required int ClaimsToNotify { get; init; }

    public required IReadOnlyList<CommunityRow> Communities { get; init; }
}
