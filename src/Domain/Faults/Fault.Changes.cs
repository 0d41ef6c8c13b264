using Facilities.Domain.Access;

namespace Facilities.Domain.Faults;

/// <content>What every change does.</content>
public sealed partial class Fault
{
    /// <summary>Whether the facts an action needs besides the state are there.</summary>
    internal bool IsReadyFor(FaultAction action) => action switch
    {
        FaultAction.ApproveHold or FaultAction.RefuseHold => PendingHold is not null,
        FaultAction.RequestHold => PendingHold is null && _holds.Count(hold => hold.From is not null) < MaximumHolds,
        FaultAction.Verify => SoakNeedsPerson,
        FaultAction.Rate => HasReporter && (IsOpen || Stars is null),
        FaultAction.ConfirmEntrapment => CurrentEntrapment is { IsConfirmed: false },
        FaultAction.RecordRelease or FaultAction.RecordPersons => IsEntrapment,
        FaultAction.ReleasePersons => CurrentEntrapment is { PersonsLeft: > 0 },
        FaultAction.AskPart => _parts.Count < MaximumParts,
        FaultAction.AcknowledgePart => _parts.Exists(part => part.State == FaultPartState.Asked),
        FaultAction.ReturnPart or FaultAction.RefusePart or FaultAction.WithdrawPart or FaultAction.NotePartOverdue => OpenParts > 0,
        FaultAction.Open => false,
        _ => true,
    };

    /// <summary>Checks rights and transition; changes nothing.</summary>
    private FaultState Require(FaultAction action, Actor actor)
    {
        if (FaultRights.Refusal(this, action, actor) is { } refusal) throw new RuleViolation(refusal);
        return FaultTransitions.Require(State, action);
    }

    /// <summary>Takes the state and writes the history; returns when it happened.</summary>
    private DateTimeOffset Enter(FaultAction action, FaultState to, Actor actor, DateTimeOffset now, Attachments? attachments, CodedText reason)
    {
        var from = State;
        State = to;
        OpenFamily = IsOpen ? Family : null;
        var at = Append(action, from, to, actor, now, attachments, reason);
        if (IsOpen) EndedAt = null;
        else EndedAt ??= at;
        JudgeMetLimits();
        NextDueAt = PendingLimits().Select(pending => (DateTimeOffset?)pending.Due).Min();
        return at;
    }

    private DateTimeOffset Append(FaultAction action, FaultState? from, FaultState to, Actor actor, DateTimeOffset now, Attachments? attachments, CodedText reason)
    {
        var at = Attachments.Moment(attachments, now);
        _history.Add(new FaultEvent(_history.Count + 1, action, from, to, actor, at, now, reason, attachments));
        Version++;
        return at;
    }

    private void ApplyDeadlines(SiteRules site, DateTimeOffset now)
    {
        var deadlines = Deadlines(site);
        AcknowledgeBy = deadlines.Acknowledge.DueAt;
        ArriveBy = deadlines.Arrive?.DueAt;
        SafeBy = deadlines.Safe?.DueAt;
        FixBy = deadlines.Fix.DueAt;
        // A deadline that moved away is no longer noted as passed.
        foreach (var (limit, due) in PendingLimits())
        {
            if (due >= now) Overdue &= ~limit;
        }

        JudgeMetLimits();
        NextDueAt = PendingLimits().Select(pending => (DateTimeOffset?)pending.Due).Min();
    }

    /// <summary>
    /// A limit that was met was passed if it was met late, whatever came first: the timer that noted it, or the word of a phone without a network. One that
    /// the severity doesn't have was never passed.
    /// </summary>
    private void JudgeMetLimits()
    {
        var round = CurrentRound;
        Judge(FaultLimits.Acknowledge, AcknowledgeBy, round.AcknowledgedAt);
        Judge(FaultLimits.Arrive, ArriveBy, round.ArrivedAt);
        Judge(FaultLimits.Safe, SafeBy, round.SafeAt);
        Judge(FaultLimits.Fix, FixBy, round.FixedAt);

        void Judge(FaultLimits limit, DateTimeOffset? due, DateTimeOffset? metAt)
        {
            if (due is null || metAt <= due) Overdue &= ~limit;
            else if (metAt > due) Overdue |= limit;
        }
    }

    private IEnumerable<(FaultLimits Limit, DateTimeOffset Due)> PendingLimits()
    {
        var round = CurrentRound;
        if (!IsOpen || round.FixedAt is not null) yield break;
        if (round.AcknowledgedAt is null) yield return (FaultLimits.Acknowledge, AcknowledgeBy);
        if (round.ArrivedAt is null && ArriveBy is { } arrive) yield return (FaultLimits.Arrive, arrive);
        if (round.SafeAt is null && SafeBy is { } safe) yield return (FaultLimits.Safe, safe);
        yield return (FaultLimits.Fix, FixBy);
    }

    private void Take(FindingFacts finding)
    {
        RuleKey = finding.RuleKey;
        Signal = finding.Signal;
        SignalValue = finding.Value;
        SignalExpected = finding.Expected;
        SignalLimit = finding.Limit;
        SignalDeviation = finding.Deviation;
        Confidence = finding.Confidence;
        RuleClearedAt = null;
    }

    private void Remember(Actor actor)
    {
        if (actor.User is { } user) Workers = Workers.With(user);
    }
}
