using Facilities.Domain.Access;

namespace Facilities.Domain.Faults;

/// <content>What detectors, timers and the crew add without moving it.</content>
public sealed partial class Fault
{
    /// <summary>A detector saw it again or saw more; the newest finding stands. Severity is changed by <see cref="ChangeSeverity"/>.</summary>
    public void UpdateFinding(FindingFacts finding, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var to = Require(FaultAction.UpdateFinding, Actor.System);
        Take(finding);
        Enter(FaultAction.UpdateFinding, to, Actor.System, now, null, CodedText.Of(ReasonCodes.FaultFindingUpdated, ("rule", finding.RuleKey), ("value", finding.Value)));
    }

    /// <summary>The rule is clear since <paramref name="clearedAt"/> (event time). Says nothing about repair: the soak does.</summary>
    public void ClearFinding(DateTimeOffset clearedAt, DateTimeOffset now)
    {
        var to = Require(FaultAction.ClearFinding, Actor.System);
        RuleClearedAt = clearedAt;
        Enter(FaultAction.ClearFinding, to, Actor.System, now, null, CodedText.Of(ReasonCodes.FaultFindingCleared, ("rule", RuleKey), ("at", clearedAt)));
    }

    /// <summary>A suspected entrapment is one: by telemetry that came back, the alarm button, or a call to the car.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.EntrapmentNotOpen"/>.</exception>
    public void ConfirmEntrapment(EntrapmentStart evidence, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var to = Require(FaultAction.ConfirmEntrapment, actor);
        if (CurrentEntrapment is not { IsConfirmed: false } entrapment || !evidence.Confirmed) throw new RuleViolation(RuleCodes.EntrapmentNotOpen);
        entrapment.Confirm(evidence, Attachments.Moment(attachments, now));
        Enter(FaultAction.ConfirmEntrapment, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultEntrapmentConfirmed, ("source", evidence.Source), ("trapped", evidence.TrappedAt)));
    }

    /// <summary>
    /// Telemetry says that people are trapped, on a fault that is open already. It confirms a suspicion; after a release it is a loss event of its own;
    /// said again of the same trapping it changes nothing.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.EntrapmentNotOpen"/>.</exception>
    public bool RecordTrapped(EntrapmentStart start, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(start);
        var to = Require(FaultAction.ConfirmEntrapment, actor);
        var current = CurrentEntrapment ?? throw new RuleViolation(RuleCodes.EntrapmentNotOpen);
        if (current.ReleasedAt is null)
        {
            if (current.IsConfirmed || !start.Confirmed) return false;
            ConfirmEntrapment(start, actor, now);
            return true;
        }

        if (start.TrappedAt <= current.ReleasedAt) return false;
        _entrapments.Add(new Entrapment(current.Number + 1, start));
        if (CurrentRound.FixedAt is null) CurrentRound.SafeAt = null;
        Enter(FaultAction.ConfirmEntrapment, to, actor, now, null, CodedText.Of(ReasonCodes.FaultTrappedAgain, ("source", start.Source), ("trapped", start.TrappedAt), ("number", current.Number + 1)));
        return true;
    }

    /// <summary>People are out, at <paramref name="at"/> by the clock of <paramref name="source"/>. The earliest word stands. Makes the fault safe.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.EntrapmentNotOpen"/>, <see cref="RuleCodes.EntrapmentReleaseBeforeStart"/>.</exception>
    public void RecordRelease(DateTimeOffset at, string source, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        var to = Require(FaultAction.RecordRelease, actor);
        var entrapment = CurrentEntrapment ?? throw new RuleViolation(RuleCodes.EntrapmentNotOpen);
        if (!entrapment.Release(at, source)) return;
        CurrentRound.SafeAt ??= at;
        Enter(FaultAction.RecordRelease, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultReleased, ("at", at), ("source", source)));
    }

    /// <summary>How many were trapped, by the crew's word.</summary>
    /// <param name="ratedPersons">What the car is rated for; more than that is refused as a slip. Null when unknown.</param>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.EntrapmentNotOpen"/>, <see cref="RuleCodes.EntrapmentPersons"/>.</exception>
    public void RecordPersons(int persons, int? ratedPersons, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var to = Require(FaultAction.RecordPersons, actor);
        var entrapment = CurrentEntrapment ?? throw new RuleViolation(RuleCodes.EntrapmentNotOpen);
        if (persons < 0 || persons > (ratedPersons ?? Entrapment.MaximumPersons)) throw new RuleViolation(RuleCodes.EntrapmentPersons, ("persons", persons), ("rated", ratedPersons));
        entrapment.SetPersons(persons, actor.User);
        Enter(FaultAction.RecordPersons, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultPersons, ("persons", persons)));
    }

    /// <summary>Some of those who were trapped came out together. The head count comes first; when the last one is out the fault is safe.</summary>
    /// <param name="persons">At least one, at most as many as are left.</param>
    /// <param name="at">When, event time; not after <paramref name="now"/>.</param>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.EntrapmentNotOpen"/>, <see cref="RuleCodes.EntrapmentHeadsFirst"/>, <see cref="RuleCodes.EntrapmentPersonsLeft"/>,
    /// <see cref="RuleCodes.EntrapmentReleaseBeforeStart"/>, <see cref="RuleCodes.EntrapmentReleaseAhead"/>.</exception>
    public void ReleasePersons(int persons, DateTimeOffset at, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var to = Require(FaultAction.ReleasePersons, actor);
        var entrapment = CurrentEntrapment ?? throw new RuleViolation(RuleCodes.EntrapmentNotOpen);
        if (at > now) throw new RuleViolation(RuleCodes.EntrapmentReleaseAhead, ("at", at));
        entrapment.ReleaseSome(persons, at, actor.User);
        if (entrapment.PersonsLeft == 0) CurrentRound.SafeAt ??= entrapment.ReleasedAt;
        Enter(FaultAction.ReleasePersons, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultPersonsReleased, ("persons", persons), ("released", at), ("left", entrapment.PersonsLeft)));
    }

    /// <summary>Notes each limit that has passed, once per round.</summary>
    /// <returns>The limits noted now; none when nothing new has passed.</returns>
    public FaultLimits NoteOverdue(DateTimeOffset now)
    {
        var passed = OverdueAt(now) & ~Overdue;
        if (passed == FaultLimits.None) return passed;
        var to = Require(FaultAction.NoteOverdue, Actor.System);
        Overdue |= passed;
        Enter(FaultAction.NoteOverdue, to, Actor.System, now, null, CodedText.Of(ReasonCodes.FaultOverdue, ("limits", passed)));
        return passed;
    }

    /// <summary>It comes and goes; said once, until it is verified.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultP1Single"/>.</exception>
    public void MarkUnstable(int changes, DateTimeOffset now)
    {
        var to = Require(FaultAction.MarkUnstable, Actor.System);
        if (!FaultIntake.MayFold(Severity)) throw new RuleViolation(RuleCodes.FaultP1Single);
        if (UnstableSince is not null) return;
        UnstableSince = now;
        Enter(FaultAction.MarkUnstable, to, Actor.System, now, null,
            CodedText.Of(ReasonCodes.FaultUnstable, ("changes", changes), ("minutes", (int)FlappingPolicy.Window.TotalMinutes)));
    }

    /// <summary>One more person reported it and waits for an answer.</summary>
    public void ExpectAnswer() => HasReporter = true;

    /// <summary>It is one of many that came at once; people are told of them together.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.FaultP1Single"/>.</exception>
    public void JoinStorm(DateTimeOffset startedAt)
    {
        if (!FaultIntake.MayFold(Severity)) throw new RuleViolation(RuleCodes.FaultP1Single);
        StormAt = startedAt;
    }

    /// <summary>
    /// Deadlines anew, because the site's calendar changed. From the same starts with the same holds, so doing it again changes nothing; what doesn't move
    /// a deadline writes nothing.
    /// </summary>
    /// <returns>Whether a deadline moved.</returns>
    public bool MoveDeadlines(CodedText reason, SiteRules site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var to = Require(FaultAction.MoveDeadlines, Actor.System);
        var before = (AcknowledgeBy, ArriveBy, SafeBy, FixBy);
        ApplyDeadlines(site, now);
        if (before == (AcknowledgeBy, ArriveBy, SafeBy, FixBy)) return false;
        Enter(FaultAction.MoveDeadlines, to, Actor.System, now, null, reason);
        return true;
    }

    /// <summary>Up the ladder; a level that was reached already writes nothing.</summary>
    public void Escalate(int level, CodedText reason, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var to = Require(FaultAction.Escalate, actor);
        if (level <= EscalationLevel) return;
        EscalationLevel = level;
        EscalatedAt = now;
        Enter(FaultAction.Escalate, to, actor, now, null, reason);
    }
}
