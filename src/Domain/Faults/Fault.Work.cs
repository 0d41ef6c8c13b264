using Facilities.Domain.Access;
using Facilities.Domain.Insurance;

namespace Facilities.Domain.Faults;

/// <content>From found to fixed.</content>
public sealed partial class Fault
{
    /// <summary>A measured value or a few words.</summary>
    public const int MaximumStepValueLength = 100;

    /// <summary>Approved holds per fault.</summary>
    public const int MaximumHolds = 2;

    public void Accept(Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.Accept, actor);
        CurrentRound.AcceptedAt = Enter(FaultAction.Accept, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultAccepted));
    }

    /// <param name="reason">A listed code, e.g. <c>reject.false_alarm</c>; the reporter is told.</param>
    public void Reject(CodedText reason, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var to = Require(FaultAction.Reject, actor);
        DropParts(actor, now);
        Enter(FaultAction.Reject, to, actor, now, attachments, reason);
    }

    /// <summary>Lives on in <paramref name="other"/>, which must be open and another fault; whoever waits for an answer waits for its. The service never merges a P1.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultMergeTarget"/>.</exception>
    public void MergeInto(Fault other, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        var to = Require(FaultAction.Merge, actor);
        if (ReferenceEquals(other, this) || other.Number == Number || !other.IsOpen) throw new RuleViolation(RuleCodes.FaultMergeTarget, ("number", other.Number));
        DropParts(actor, now);
        MergedIntoId = other.Id;
        if (HasReporter) other.ExpectAnswer();
        Enter(FaultAction.Merge, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultMerged, ("number", other.Number)));
    }

    /// <summary>The service finds that it is only a consequence of <paramref name="parent"/>.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultP1Single"/>, <see cref="RuleCodes.FaultMergeTarget"/>.</exception>
    public void FoldUnder(Fault parent, CommonCause cause, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(parent);
        var to = Require(FaultAction.Merge, Actor.System);
        if (ReferenceEquals(parent, this) || !parent.IsOpen) throw new RuleViolation(RuleCodes.FaultMergeTarget, ("number", parent.Number));
        DropParts(Actor.System, now);
        MergedIntoId = parent.Id;
        IsFolded = true;
        if (HasReporter) parent.ExpectAnswer();
        Enter(FaultAction.Merge, to, Actor.System, now, null, CodedText.Of(ReasonCodes.FaultFolded, ("number", parent.Number), ("cause", cause)));
    }

    /// <summary>Gives it to a firm, and to a person there when one is named. Again while in work: another firm or person takes over.</summary>
    public void Dispatch(OrganisationId firm, UserId? user, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.Dispatch, actor);
        PendingHold?.Refuse(actor.User, now);
        AssignedFirmId = firm;
        AssignedUserId = user;
        var round = CurrentRound;
        var at = Enter(FaultAction.Dispatch, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultDispatched, ("firm", firm), ("user", user)));
        round.AcceptedAt ??= at;
        round.DispatchedAt ??= at;
    }

    public void Acknowledge(Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.Acknowledge, actor);
        Remember(actor);
        AssignedUserId ??= actor.User;
        CurrentRound.AcknowledgedAt ??= Attachments.Moment(attachments, now);
        Enter(FaultAction.Acknowledge, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultAcknowledged));
    }

    /// <summary>Back to the dispatcher. The acknowledgement it had still counts as one.</summary>
    public void Return(CodedText reason, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var to = Require(FaultAction.Return, actor);
        AssignedFirmId = null;
        AssignedUserId = null;
        Enter(FaultAction.Return, to, actor, now, attachments, reason);
    }

    public void Arrive(Actor actor, DateTimeOffset now, Attachments? attachments = null, ArrivalProof? proof = null)
    {
        var to = Require(FaultAction.Arrive, actor);
        Remember(actor);
        CurrentRound.ArrivedAt ??= Attachments.Moment(attachments, now);
        Enter(FaultAction.Arrive, to, actor, now, attachments, proof is null or { Kind: ArrivalProofKind.None }
            ? CodedText.Of(ReasonCodes.FaultArrived)
            : CodedText.Of(ReasonCodes.FaultArrivedProven, ("proof", proof.Kind), ("metres", proof.Metres)));
    }

    /// <summary>One step of the checklist is done; said again it counts again, the newest word stands.</summary>
    /// <param name="type">Asset type, whose template words the step.</param>
    /// <param name="step">Key in the checklist of the fault's mode.</param>
    /// <param name="value">What was measured or seen there; null when nothing is asked.</param>
    /// <param name="actor">Crew.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="attachments">With the moment when it was done.</param>
    public void TickStep(string type, string step, string? value, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(step);
        var to = Require(FaultAction.TickStep, actor);
        if (value?.Length > MaximumStepValueLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", MaximumStepValueLength));
        Remember(actor);
        Enter(FaultAction.TickStep, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultStep, ("type", type), ("mode", ModeKey), ("todo", step), ("value", value)));
    }

    /// <summary>What the repair took. Said again, the newest list stands.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultParts"/>: none, too many, or one without a name or a number.</exception>
    public void RecordParts(IReadOnlyList<PartUsed> parts, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var to = Require(FaultAction.RecordParts, actor);
        if (parts.Count is 0 or > PartUsed.MostParts || !parts.All(part => part.IsPlausible)) throw new RuleViolation(RuleCodes.FaultParts, ("maximum", PartUsed.MostParts));
        Remember(actor);
        Enter(FaultAction.RecordParts, to, actor, now, attachments, CodedText.Of(
            ReasonCodes.FaultParts, ("parts", string.Join("; ", parts.Select(part => part.ToString()))), ("cost", parts.Aggregate(Money.Zero, (sum, part) => sum + part.Cost).Yuan)));
    }

    public void StartFix(Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.StartFix, actor);
        Remember(actor);
        CurrentRound.FixStartedAt ??= Attachments.Moment(attachments, now);
        Enter(FaultAction.StartFix, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultFixStarted));
    }

    /// <summary>
    /// Asks for a hold; nothing stands still until it is approved. While one runs it asks for a longer one, which then is the fault's second: a hold can't be
    /// stretched without being counted.
    /// </summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.HoldPending"/>, <see cref="RuleCodes.HoldTooMany"/>, <see cref="RuleCodes.HoldEndPast"/>, <see cref="RuleCodes.HoldNotLonger"/>.</exception>
    public void RequestHold(HoldReason reason, DateTimeOffset until, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.RequestHold, actor);
        if (!Enum.IsDefined(reason)) throw new RuleViolation(RuleCodes.HoldReasonUnknown, ("reason", (int)reason));
        if (PendingHold is not null) throw new RuleViolation(RuleCodes.HoldPending);
        if (_holds.Count(hold => hold.From is not null) >= MaximumHolds) throw new RuleViolation(RuleCodes.HoldTooMany, ("maximum", MaximumHolds));
        if (until <= now) throw new RuleViolation(RuleCodes.HoldEndPast, ("until", until));
        if (_holds.Find(hold => hold.IsRunning) is { } running && until <= running.Until) throw new RuleViolation(RuleCodes.HoldNotLonger, ("until", running.Until));
        Remember(actor);
        _holds.Add(new FaultHold(reason, until, actor.User, now));
        Enter(FaultAction.RequestHold, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultHoldRequested, ("reason", reason), ("until", until)));
    }

    /// <summary>The fix clock stands still from now until work resumes, at most until the hold's end. A hold that runs ends where the new one begins.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.HoldNonePending"/>, <see cref="RuleCodes.HoldEndPast"/>.</exception>
    public void ApproveHold(Actor actor, SiteRules site, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.ApproveHold, actor);
        var hold = PendingHold ?? throw new RuleViolation(RuleCodes.HoldNonePending);
        if (hold.Until <= now) throw new RuleViolation(RuleCodes.HoldEndPast, ("until", hold.Until));
        foreach (var running in _holds.Where(other => other.IsRunning)) running.End(now);
        hold.Approve(actor.User, now);
        ApplyDeadlines(site, now);
        Enter(FaultAction.ApproveHold, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultHoldApproved, ("reason", hold.Reason), ("until", hold.Until)));
    }

    public void RefuseHold(Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.RefuseHold, actor);
        var hold = PendingHold ?? throw new RuleViolation(RuleCodes.HoldNonePending);
        hold.Refuse(actor.User, now);
        Enter(FaultAction.RefuseHold, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultHoldRefused, ("reason", hold.Reason)));
    }

    /// <summary>Ends the running hold; by the service when its end has come.</summary>
    public void Resume(Actor actor, SiteRules site, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.Resume, actor);
        foreach (var hold in _holds.Where(hold => hold.IsRunning)) hold.End(Attachments.Moment(attachments, now));
        ApplyDeadlines(site, now);
        Enter(FaultAction.Resume, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultResumed));
    }

    /// <param name="work">A listed code of what was done, e.g. <c>fix.part_replaced</c>.</param>
    public void ReportFixed(CodedText work, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var to = Require(FaultAction.ReportFixed, actor);
        Remember(actor);
        PendingHold?.Refuse(null, now);
        var at = Attachments.Moment(attachments, now);
        CurrentRound.FixedAt = at;
        CurrentRound.SafeAt ??= at;
        Enter(FaultAction.ReportFixed, to, actor, now, attachments, work);
    }

    /// <summary>Safe for people, though not yet repaired.</summary>
    public void MarkSafe(Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        var to = Require(FaultAction.MarkSafe, actor);
        CurrentRound.SafeAt ??= Attachments.Moment(attachments, now);
        Enter(FaultAction.MarkSafe, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultSafe));
    }

    /// <summary>Deadlines follow from the same starts and the same holds. The service raises severity and never lowers it.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultSeveritySame"/>, <see cref="RuleCodes.FaultSeverityLowered"/>.</exception>
    public void ChangeSeverity(Severity severity, CodedText reason, Actor actor, SiteRules site, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var to = Require(FaultAction.ChangeSeverity, actor);
        if (severity == Severity) throw new RuleViolation(RuleCodes.FaultSeveritySame, ("severity", severity));
        if (actor.Role == Role.System && severity > Severity) throw new RuleViolation(RuleCodes.FaultSeverityLowered, ("severity", severity));
        var before = Severity;
        Severity = severity;
        ApplyDeadlines(site, now);
        Enter(FaultAction.ChangeSeverity, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultSeverityChanged, ("from", before), ("to", severity), ("why", reason.Code)));
    }

    public void Comment(Actor actor, DateTimeOffset now, Attachments attachments)
    {
        ArgumentNullException.ThrowIfNull(attachments);
        var to = Require(FaultAction.Comment, actor);
        Enter(FaultAction.Comment, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultComment));
    }
}
