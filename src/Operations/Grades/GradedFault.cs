using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Grades;

namespace Facilities.Operations.Grades;

/// <summary>What a fault says to the grade of a month.</summary>
internal sealed record GradedFault
{
    public required FaultId Id { get; init; }

    public required string Number { get; init; }

    public required AssetId Asset { get; init; }

    public required string Family { get; init; }

    public required string Mode { get; init; }

    public required Severity Severity { get; init; }

    public required FaultSource Source { get; init; }

    public required DateTimeOffset OnsetAt { get; init; }

    public required DateTimeOffset DetectedAt { get; init; }

    public required DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Null while open.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    public required DateTimeOffset? NextDueAt { get; init; }

    public required DateTimeOffset FixBy { get; init; }

    /// <summary>Of the last round.</summary>
    public required DateTimeOffset? FixedAt { get; init; }

    public required FaultLimits Overdue { get; init; }

    public required int Reopened { get; init; }

    public required int? Stars { get; init; }

    public GradeLink Link => new(GradeLinkKind.Fault, Id.Value, Number);

    public bool IsOpenAt(DateTimeOffset at) => EndedAt is not { } ended || ended >= at;

    /// <summary>It was open within the month, and a limit passed, it came back, or its reporter wasn't satisfied.</summary>
    public bool LoopFailedIn(GradeWindow window) =>
        IsOpenAt(window.From) && (Overdue != FaultLimits.None || NextDueAt < window.To || Reopened > 0 || Stars is { } stars && FollowUpPolicy.IsUnsatisfied(stars, solved: true));

    /// <summary>How far past a deadline it was within the month, at most; zero: it wasn't.</summary>
    public TimeSpan LatestBy(GradeWindow window)
    {
        var waiting = EndedAt is null && NextDueAt is { } due ? window.To - due : TimeSpan.Zero;
        var late = FixedLateBy(window);
        return IsOpenAt(window.From) ? late > waiting ? late : waiting : TimeSpan.Zero;
    }

    /// <summary>How far past the deadline of its repair it was within the month; zero: it wasn't.</summary>
    public TimeSpan FixedLateBy(GradeWindow window)
    {
        var until = new[] { FixedAt ?? EndedAt ?? window.To, window.To }.Min();
        return until >= window.From && until > FixBy ? until - FixBy : TimeSpan.Zero;
    }
}
