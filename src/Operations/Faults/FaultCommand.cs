using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>What a person wants done to a fault. Only the fields that the action needs are read.</summary>
public sealed record FaultCommand
{
    public required FaultAction Action { get; init; }

    /// <summary>Chosen by the caller, unique per intention (a GUID): the same key twice changes nothing and answers the same.</summary>
    public required string Key { get; init; }

    /// <summary>A listed code where the action asks for one: Reject (<c>reject.false_alarm</c>), Return, ReportFixed (<c>fix.part_replaced</c>), ChangeSeverity, Close, Reopen.</summary>
    public string? Reason { get; init; }

    /// <summary>Own words: a comment, a cause, a reason.</summary>
    public string? Note { get; init; }

    /// <summary>When it happened, for an action that waited on a phone; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>SHA-256 of stored files, lower case hex.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Dispatch: to whom; null: the firm of the asset's maintenance contract. AskPart: the organisation.</summary>
    public OrganisationId? Firm { get; init; }

    /// <summary>Dispatch: the person there, if one is named.</summary>
    public UserId? Crew { get; init; }

    /// <summary>ChangeSeverity: the new one.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Merge: the fault that goes on.</summary>
    public FaultId? Into { get; init; }

    /// <summary>RecordPersons: how many were trapped. ReleasePersons: how many came out, at <see cref="At"/>.</summary>
    public int? Persons { get; init; }

    /// <summary>RequestHold.</summary>
    public HoldReason? HoldReason { get; init; }

    /// <summary>RequestHold: planned end.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Arrive: what was read from the code on the asset.</summary>
    public string? Code { get; init; }

    /// <summary>Arrive: where the phone was.</summary>
    public GeoPoint? Position { get; init; }

    /// <summary>TickStep: key in the checklist of the fault's mode.</summary>
    public string? Step { get; init; }

    /// <summary>TickStep: what was measured or seen.</summary>
    public string? Value { get; init; }

    /// <summary>RecordParts.</summary>
    public IReadOnlyList<PartUsed> Parts { get; init; } = [];

    /// <summary>AskPart: by when the result is wanted.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>AcknowledgePart, ReturnPart, RefusePart, WithdrawPart: its number within the fault.</summary>
    public int? Part { get; init; }

    /// <summary>Rate: 1–5.</summary>
    public int? Stars { get; init; }

    /// <summary>Rate: whether the reporter says it is solved.</summary>
    public bool? Solved { get; init; }

    /// <summary>Rate: whose answer it is, the number of one of those who reported it; null: the only one who hasn't answered, if there is but one, else nobody's in particular.</summary>
    public int? Reporter { get; init; }
}
