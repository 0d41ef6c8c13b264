using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>A fault with all that a person needs to believe it and to decide.</summary>
public sealed record FaultDetail
{
    /// <summary>A lost gateway has hundreds of consequences; nobody reads more of them on a page.</summary>
    public const int MaximumMerged = 50;

    public required FaultRow Row { get; init; }

    public required LocalizedName ModeName { get; init; }

    public required LocalizedName FamilyName { get; init; }

    /// <summary>What the crew should do.</summary>
    public LocalizedName? Advice { get; init; }

    /// <summary>When each step of the loop was first reached in this round; null: not yet.</summary>
    public required IReadOnlyList<FaultStepRow> Steps { get; init; }

    public required IReadOnlyList<FaultDeadlineRow> Deadlines { get; init; }

    /// <summary>Newest last.</summary>
    public required IReadOnlyList<FaultEventRow> History { get; init; }

    /// <summary>What the detectors saw, newest first, at most 50.</summary>
    public required IReadOnlyList<FindingRow> Findings { get; init; }

    public required IReadOnlyList<HoldRow> Holds { get; init; }

    /// <summary>What other organisations do about it, ascending by number.</summary>
    public required IReadOnlyList<FaultPartRow> Parties { get; init; }

    /// <summary>Loss events; empty unless people were trapped.</summary>
    public required IReadOnlyList<EntrapmentRow> Entrapments { get; init; }

    /// <summary>Null unless it is soaking.</summary>
    public SoakRow? Soak { get; init; }

    /// <summary>What the caller may do now. What is not here is refused by the state or by his role.</summary>
    public required IReadOnlyList<FaultAction> Allowed { get; init; }

    /// <summary>What his role may do in this state, but he not to this fault (own work, not dispatched to his firm, the regulator's).</summary>
    public required IReadOnlyList<FaultRefusal> Refused { get; init; }

    public required IReadOnlyList<ClaimId> Claims { get; init; }

    /// <summary>The fault that goes on for this one; null while it goes on itself.</summary>
    public LinkedFault? MergedInto { get; init; }

    /// <summary>Faults that ended in this one: duplicates, and what is only its consequence; newest first, at most <see cref="MaximumMerged"/>.</summary>
    public required IReadOnlyList<LinkedFault> Merged { get; init; }

    /// <summary>How many there are.</summary>
    public required int MergedCount { get; init; }

    /// <summary>Stars of the reporter; null: none given.</summary>
    public int? Stars { get; init; }

    public required bool HasReporter { get; init; }

    /// <summary>Who reported it and left how to reach him, and what each answered in this round; until 30 days after its end.</summary>
    public required IReadOnlyList<FollowUpRow> FollowUps { get; init; }

    /// <summary>Number in the audit chain of the newest line of the history; null when it isn't there, which is a flaw.</summary>
    public long? AuditNumber { get; init; }

    /// <summary>Hash of that entry, hex.</summary>
    public string? AuditHash { get; init; }
}
