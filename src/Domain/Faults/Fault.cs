using Facilities.Domain.Access;

namespace Facilities.Domain.Faults;

/// <summary>
/// The one record of the loop, from found to closed; a work order is its printed view. Its methods take facts, the actor and <c>now</c>; each checks the
/// transition and the rights, changes the state, and appends one <see cref="FaultEvent"/>. A refusal throws <see cref="RuleViolation"/> and changes nothing.
/// Rounds, holds, entrapments, parts and history must be loaded before a method is called. Not thread-safe; <see cref="Version"/> guards two actors at once.
/// </summary>
public sealed partial class Fault
{
    private readonly List<FaultRound> _rounds = [];
    private readonly List<FaultHold> _holds = [];
    private readonly List<Entrapment> _entrapments = [];
    private readonly List<FaultEvent> _history = [];

    private Fault()
    {
    }

    public FaultId Id { get; private set; }

    /// <summary>See <see cref="FaultNumber"/>; kept when reopened.</summary>
    public string Number { get; private set; } = "";

    public AssetId AssetId { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public string Family { get; private set; } = "";

    /// <summary>The family while open, else null. (asset, this) is unique in the database, and null is equal to nothing there.</summary>
    public string? OpenFamily { get; private set; }

    /// <summary>Fault mode of the asset's template.</summary>
    public string ModeKey { get; private set; } = "";

    public Severity Severity { get; private set; }

    public FaultState State { get; private set; }

    public FaultSource Source { get; private set; }

    /// <summary>Code and parameters; worded by the page.</summary>
    public CodedText Title { get; private set; } = CodedText.Of(ReasonCodes.FaultMode);

    public UserId? OpenedBy { get; private set; }

    public OrganisationId? OpenedByOrganisation { get; private set; }

    /// <summary>Only a regulator may end it.</summary>
    public bool OpenedByRegulator { get; private set; }

    /// <summary>A person waits for an answer.</summary>
    public bool HasReporter { get; private set; }

    /// <summary>When it began, by the device's clock.</summary>
    public DateTimeOffset OnsetAt { get; private set; }

    /// <summary>The first detection: the first clock, kept when reopened.</summary>
    public DateTimeOffset DetectedAt { get; private set; }

    /// <summary>The first receipt.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The newest finding of the family.</summary>
    public string? RuleKey { get; private set; }

    public string? Signal { get; private set; }

    public double? SignalValue { get; private set; }

    public double? SignalExpected { get; private set; }

    public double? SignalLimit { get; private set; }

    public double? SignalDeviation { get; private set; }

    public double? Confidence { get; private set; }

    /// <summary>When the rule was last seen clear, by the device's clock; null while it stands.</summary>
    public DateTimeOffset? RuleClearedAt { get; private set; }

    public OrganisationId? AssignedFirmId { get; private set; }

    public UserId? AssignedUserId { get; private set; }

    /// <summary>Everyone who acknowledged, arrived, fixed or reported fixed, in any round: none of them verifies or closes.</summary>
    public UserSet Workers { get; private set; } = UserSet.Empty;

    public DateTimeOffset AcknowledgeBy { get; private set; }

    public DateTimeOffset? ArriveBy { get; private set; }

    public DateTimeOffset? SafeBy { get; private set; }

    public DateTimeOffset FixBy { get; private set; }

    /// <summary>The earliest deadline not met yet; null when none is left.</summary>
    public DateTimeOffset? NextDueAt { get; private set; }

    /// <summary>Limits whose passing was noted in this round.</summary>
    public FaultLimits Overdue { get; private set; }

    /// <summary>0 = not escalated; 1 = second person, 2 = manager, …</summary>
    public int EscalationLevel { get; private set; }

    public DateTimeOffset? EscalatedAt { get; private set; }

    public DateTimeOffset? SoakStartedAt { get; private set; }

    public DateTimeOffset? SoakUntil { get; private set; }

    public bool SoakExtended { get; private set; }

    /// <summary>Telemetry couldn't decide; a person other than the fixer confirms.</summary>
    public bool SoakNeedsPerson { get; private set; }

    public DateTimeOffset? FollowUpSince { get; private set; }

    /// <summary>1–5, the reporter's.</summary>
    public int? Stars { get; private set; }

    /// <summary>How often it came back; counts as repeat.</summary>
    public int ReopenCount { get; private set; }

    /// <summary>Came back a second time.</summary>
    public bool OnRegulatorList { get; private set; }

    public FaultId? MergedIntoId { get; private set; }

    /// <summary>What its rule says takes several assets down at once; null for most.</summary>
    public CommonCause? Cause { get; private set; }

    /// <summary>Merged by the service as a consequence of <see cref="MergedIntoId"/>; if it outlasts its cause a fault of its own is opened.</summary>
    public bool IsFolded { get; private set; }

    /// <summary>Since when it comes and goes, see <see cref="FlappingPolicy"/>; null while it doesn't.</summary>
    public DateTimeOffset? UnstableSince { get; private set; }

    /// <summary>Start of the storm it is part of, which people are told of as a whole, see <see cref="StormPolicy"/>.</summary>
    public DateTimeOffset? StormAt { get; private set; }

    /// <summary>When it left the open ones, last.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Grows with every change; optimistic concurrency.</summary>
    public int Version { get; private set; }

    /// <summary>Ascending by number, at least one.</summary>
    public IReadOnlyList<FaultRound> Rounds => _rounds;

    public IReadOnlyList<FaultHold> Holds => _holds;

    /// <summary>Loss events, ascending by number; only for family <see cref="FaultFamilies.Entrapment"/>.</summary>
    public IReadOnlyList<Entrapment> Entrapments => _entrapments;

    /// <summary>Ascending by sequence.</summary>
    public IReadOnlyList<FaultEvent> History => _history;

    public bool IsOpen => FaultTransitions.IsOpen(State);

    public bool IsEntrapment => Family == FaultFamilies.Entrapment;

    public FaultRound CurrentRound => _rounds.MaxBy(round => round.Number) ?? throw new InvalidOperationException("The rounds of the fault are not loaded.");

    public Entrapment? CurrentEntrapment => _entrapments.MaxBy(entrapment => entrapment.Number);

    public FaultHold? PendingHold => _holds.Find(hold => hold.IsPending);

    /// <summary>The finding that stands on the fault now.</summary>
    public FindingFacts? Finding => RuleKey is null ? null : new(RuleKey, Signal, SignalValue, SignalExpected, SignalLimit, SignalDeviation, Confidence);

    /// <exception cref="RuleViolation"><see cref="RuleCodes.FaultRight"/>, <see cref="RuleCodes.FaultEntrapmentFacts"/>.</exception>
    public static Fault Open(FaultOpening opening, Actor actor, SiteRules site, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(site);
        if (!FaultRights.Has(actor.Role, FaultAction.Open)) throw new RuleViolation(RuleCodes.FaultRight, ("role", actor.Role), ("action", FaultAction.Open));
        if (opening.Entrapment is not null != (opening.Family == FaultFamilies.Entrapment)) throw new RuleViolation(RuleCodes.FaultEntrapmentFacts, ("family", opening.Family));
        var fault = new Fault
        {
            Number = opening.Number,
            AssetId = opening.AssetId,
            CommunityId = opening.CommunityId,
            Family = opening.Family,
            OpenFamily = opening.Family,
            ModeKey = opening.ModeKey,
            Severity = opening.Severity,
            State = FaultState.Found,
            Source = opening.Source,
            Title = opening.Title ?? CodedText.Of(ReasonCodes.FaultMode, ("mode", opening.ModeKey)),
            OpenedBy = actor.User,
            OpenedByOrganisation = actor.Organisation,
            OpenedByRegulator = actor.Role == Role.Regulator,
            HasReporter = opening.HasReporter,
            OnsetAt = opening.OnsetAt,
            DetectedAt = opening.DetectedAt,
            ReceivedAt = opening.ReceivedAt,
            Cause = opening.Cause,
        };
        fault._rounds.Add(new FaultRound(1, opening.DetectedAt, opening.ReceivedAt));
        if (opening.Finding is { } finding) fault.Take(finding);
        if (opening.Entrapment is { } start) fault._entrapments.Add(new Entrapment(1, start));
        fault.ApplyDeadlines(site, now);
        fault.Append(FaultAction.Open, null, FaultState.Found, actor, now, attachments,
            CodedText.Of(ReasonCodes.FaultOpened, ("source", opening.Source), ("severity", opening.Severity), ("rule", opening.Finding?.RuleKey)));
        return fault;
    }

    /// <summary>The facts of its clocks as they are now.</summary>
    public FaultClock Clock()
    {
        var pauses = _holds.Select(hold => hold.Pause).OfType<ClockPause>().ToList();
        var rounds = _rounds.OrderBy(round => round.Number).ToList();
        for (var i = 1; i < rounds.Count; i++)
        {
            if (rounds[i - 1].ClosedAt is { } closed) pauses.Add(new ClockPause(closed, rounds[i].AnswerFrom));
        }

        var round = CurrentRound;
        return new FaultClock(Severity, IsEntrapment, DetectedAt, round.DetectedAt, round.ReceivedAt, pauses);
    }

    /// <summary>The deadlines with their reasons.</summary>
    public FaultDeadlines Deadlines(SiteRules site) => FaultDeadlines.Compute(Clock(), site);

    /// <summary>Deadlines not met yet and passed at <paramref name="now"/>; none once the fault is fixed or ended.</summary>
    public FaultLimits OverdueAt(DateTimeOffset now)
    {
        var passed = FaultLimits.None;
        foreach (var (limit, due) in PendingLimits())
        {
            if (due < now) passed |= limit;
        }

        return passed;
    }
}
