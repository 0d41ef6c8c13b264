using Facilities.Domain.Access;
using static Facilities.Domain.Faults.FaultAction;
using static Facilities.Domain.Faults.FaultPartState;

namespace Facilities.Domain.Faults;

/// <summary>
/// What one organisation does about a fault beside the firm that repairs it (多方协同): a task with a deadline, handed over, acknowledged, and given back with its
/// result or refused. Changed only through its <see cref="Fault"/>.
/// </summary>
public sealed class FaultPart
{
    /// <summary>Longest time that may be given.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(90);

    /// <summary>Steps of a part's own ladder: at its deadline, and when half the time given has passed once more.</summary>
    public const int OverdueSteps = 2;

    private FaultPart()
    {
    }

    internal FaultPart(int number, OrganisationId organisation, string task, DateTimeOffset dueAt, Actor asker, DateTimeOffset now)
    {
        Number = number;
        OrganisationId = organisation;
        Task = task;
        DueAt = dueAt;
        AskedBy = asker.User;
        AskedByOrganisation = asker.Organisation;
        AskedByRegulator = asker.Role == Role.Regulator;
        AskedAt = now;
    }

    public long Id { get; private set; }

    public FaultId FaultId { get; private set; }

    /// <summary>1, 2, … within the fault.</summary>
    public int Number { get; private set; }

    /// <summary>Who does it.</summary>
    public OrganisationId OrganisationId { get; private set; }

    /// <summary>What, in the asker's words.</summary>
    public string Task { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }

    public UserId? AskedBy { get; private set; }

    /// <summary>Whose people withdraw it, besides a regulator; null: not known.</summary>
    public OrganisationId? AskedByOrganisation { get; private set; }

    /// <summary>Only a regulator withdraws it.</summary>
    public bool AskedByRegulator { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public FaultPartState State { get; private set; } = Asked;

    public UserId? AcknowledgedBy { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public UserId? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The result, or why it was refused or withdrawn; null while open, and when it went with its fault.</summary>
    public string? Result { get; private set; }

    /// <summary>Steps of its ladder that were taken, 0–<see cref="OverdueSteps"/>.</summary>
    public int OverdueStep { get; private set; }

    public bool IsOpen => Next(State, NotePartOverdue) is not null;

    /// <summary>When the next step of its ladder is due; null: none is left.</summary>
    public DateTimeOffset? NextStepAt => !IsOpen || OverdueStep >= OverdueSteps ? null : OverdueStep == 0 ? DueAt : DueAt + ((DueAt - AskedAt) / 2);

    /// <summary>The life of a part as one table; null: refused.</summary>
    public static FaultPartState? Next(FaultPartState state, FaultAction action) => (state, action) switch
    {
        (Asked, AcknowledgePart) => Acknowledged,
        (Asked or Acknowledged, ReturnPart) => Returned,
        (Asked or Acknowledged, RefusePart) => Refused,
        (Asked or Acknowledged, WithdrawPart) => Withdrawn,
        (Asked or Acknowledged, NotePartOverdue) => state,
        _ => null,
    };

    internal void Enter(FaultAction action, UserId? by, DateTimeOffset at, string? words)
    {
        State = Next(State, action) ?? throw new RuleViolation(RuleCodes.PartTransition, ("part", Number), ("part_state", State), ("action", action));
        if (action == NotePartOverdue) OverdueStep++;
        if (action is AcknowledgePart or ReturnPart && AcknowledgedAt is null) (AcknowledgedBy, AcknowledgedAt) = (by, at);
        if (!IsOpen) (EndedBy, EndedAt, Result) = (by, at, words);
    }
}
