using Facilities.Domain.Access;

namespace Facilities.Domain.Faults;

/// <content>From fixed to closed, and back.</content>
public sealed partial class Fault
{
    /// <summary>Telemetry begins to watch, for as long as the severity asks.</summary>
    public void StartSoak(SiteRules site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(site);
        var to = Require(FaultAction.StartSoak, Actor.System);
        SoakStartedAt = now;
        SoakUntil = now + site.Limits.For(Severity).Soak;
        SoakExtended = false;
        SoakNeedsPerson = false;
        Enter(FaultAction.StartSoak, to, Actor.System, now, null, CodedText.Of(ReasonCodes.FaultSoakStarted, ("until", SoakUntil)));
    }

    /// <summary>
    /// Takes a verdict of <see cref="SoakPolicy"/>: passed leads to follow-up, failed reopens, extend adds the same time once, needs-person asks one.
    /// A verdict that changes nothing (still running, person already asked) writes nothing.
    /// </summary>
    public void ApplySoak(SoakResult result, SiteRules site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(site);
        var reason = result.Reasons.Count > 0 ? result.Reasons[0] : CodedText.Of(ReasonCodes.SoakClear);
        switch (result.Verdict)
        {
            case SoakVerdict.Running:
                break;
            case SoakVerdict.Passed:
                BeginFollowUp(FaultAction.PassSoak, Actor.System, now, null, reason);
                break;
            case SoakVerdict.Failed:
                Reopen(reason, null, now, Actor.System, site, now);
                break;
            case SoakVerdict.Extend when !SoakExtended:
                var to = Require(FaultAction.ExtendSoak, Actor.System);
                SoakExtended = true;
                SoakUntil = now + site.Limits.For(Severity).Soak;
                Enter(FaultAction.ExtendSoak, to, Actor.System, now, null, reason);
                break;
            default:
                if (SoakNeedsPerson) break;
                var asked = Require(FaultAction.AskPerson, Actor.System);
                SoakNeedsPerson = true;
                Enter(FaultAction.AskPerson, asked, Actor.System, now, null, reason);
                break;
        }
    }

    /// <summary>A person other than the fixer confirms what telemetry couldn't.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultSoakStillRunning"/>.</exception>
    public void Verify(Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        Require(FaultAction.Verify, actor);
        if (!SoakNeedsPerson) throw new RuleViolation(RuleCodes.FaultSoakStillRunning, ("until", SoakUntil));
        BeginFollowUp(FaultAction.Verify, actor, now, attachments, CodedText.Of(ReasonCodes.FaultVerified));
    }

    /// <summary>A reporter's answer, by link or by phone, also when it was closed meanwhile. "Not solved" or at most two stars brings the fault back.</summary>
    /// <param name="stars">1–5.</param>
    /// <param name="solved">What he says.</param>
    /// <param name="actor">Resident, or the dispatcher who phoned.</param>
    /// <param name="site">Limits of the new round.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="attachments">His words.</param>
    /// <param name="newer">The open fault of the same asset and family, when this one is closed and there is one: it hears of it instead, because there is one at most.</param>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultStars"/>, <see cref="RuleCodes.FaultNoReporter"/>, <see cref="RuleCodes.FaultReopenTooLate"/>.</exception>
    public void Rate(int stars, bool solved, Actor actor, SiteRules site, DateTimeOffset now, Attachments? attachments = null, Fault? newer = null)
    {
        var to = Require(FaultAction.Rate, actor);
        if (!HasReporter) throw new RuleViolation(RuleCodes.FaultNoReporter);
        if (stars is < 1 or > 5) throw new RuleViolation(RuleCodes.FaultStars, ("stars", stars));
        var back = FollowUpPolicy.IsUnsatisfied(stars, solved);
        if (back) RequireInTime(now);
        Stars = stars;
        Enter(FaultAction.Rate, to, actor, now, attachments, CodedText.Of(ReasonCodes.FaultRated, ("stars", stars), ("solved", solved)));
        if (!back) return;
        var why = CodedText.Of(ReasonCodes.ReopenUnsatisfied, ("stars", stars), ("solved", solved));
        if (newer is null) Reopen(why, null, now, actor, site, now);
        else newer.Hear(this, why, actor, site, now, attachments);
    }

    /// <summary>销号 as soon as nothing stands in its way after a reporter agreed: neither a part of others nor a regulator. Else, and without an answer, nothing happens.</summary>
    public void CloseAgreed(DateTimeOffset now)
    {
        if (State == FaultState.FollowUp && Stars is not null && FaultRights.Refusal(this, FaultAction.Close, Actor.System) is null)
            Close(CodedText.Of(ReasonCodes.CloseAgreed), Actor.System, now);
    }

    /// <summary>
    /// 销号. The service closes only what silence may close (<see cref="FollowUpPolicy"/>); a person other than the fixers may close at once,
    /// but while a reporter hasn't answered only after the time given to him.
    /// </summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultReporterSilent"/>, <see cref="RuleCodes.PartOpen"/>.</exception>
    public void Close(CodedText reason, Actor actor, DateTimeOffset now, Attachments? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(actor);
        var to = Require(FaultAction.Close, actor);
        var since = FollowUpSince ?? now;
        var waitsForReporter = HasReporter && Stars is null && now - since < FollowUpPolicy.Silence;
        var answered = HasReporter && Stars is not null;
        var mayAlone = answered || FollowUpPolicy.Next(Source, Severity, HasReporter, OpenedByRegulator, since, now) == FollowUpStep.AutoClose;
        if (actor.Role == Role.System ? !mayAlone : waitsForReporter) throw new RuleViolation(RuleCodes.FaultReporterSilent, ("since", since));
        CurrentRound.ClosedAt = Attachments.Moment(attachments, now);
        Enter(FaultAction.Close, to, actor, now, attachments, reason);
    }

    /// <summary>
    /// 重开: back into the loop with its number and first clock, as a repeat. Answer deadlines count anew from <paramref name="detectedAt"/>;
    /// the fix clock goes on, only the time it was closed is left out. The second time puts it on the regulator's list.
    /// A closed fault comes back only within its window (<see cref="ReopenPolicy"/>).
    /// </summary>
    /// <param name="reason">Why, e.g. <c>reopen.recurred</c>, <c>reopen.contradicted</c>.</param>
    /// <param name="finding">What was seen, when a rule saw it.</param>
    /// <param name="detectedAt">When that was noticed.</param>
    /// <param name="severity">Raises the severity when worse; never lowers it.</param>
    /// <param name="entrapment">A new loss event of an entrapment fault.</param>
    /// <param name="onsetAt">When it began again, by the device's clock: decides about the window; null: <paramref name="detectedAt"/>.</param>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.FaultReopenTooLate"/>.</exception>
    public void Reopen(CodedText reason, FindingFacts? finding, DateTimeOffset detectedAt, Actor actor, SiteRules site, DateTimeOffset now,
        Severity? severity = null, EntrapmentStart? entrapment = null, Attachments? attachments = null, DateTimeOffset? onsetAt = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var to = Require(FaultAction.Reopen, actor);
        RequireInTime(onsetAt ?? detectedAt);
        if (entrapment is not null && !IsEntrapment) throw new RuleViolation(RuleCodes.FaultEntrapmentFacts, ("family", Family));

        var round = new FaultRound(CurrentRound.Number + 1, detectedAt, now);
        _rounds.Add(round);
        if (severity is { } worse && worse < Severity) Severity = worse;
        if (finding is not null) Take(finding);
        if (entrapment is not null) _entrapments.Add(new Entrapment(_entrapments.Count + 1, entrapment));
        ReopenCount++;
        OnRegulatorList |= ReopenCount >= ReopenPolicy.RegulatorListFrom;
        AssignedUserId = null;
        SoakStartedAt = SoakUntil = FollowUpSince = null;
        SoakExtended = SoakNeedsPerson = false;
        Stars = null;
        Overdue = FaultLimits.None;
        EscalationLevel = 0;
        EscalatedAt = null;
        var at = Enter(FaultAction.Reopen, to, actor, now, attachments, reason);
        round.AcceptedAt = at;
        ApplyDeadlines(site, now);
    }

    /// <summary>Whoever reported <paramref name="earlier"/> says that it isn't solved: this one is what is left of it. Called fixed already, it comes back.</summary>
    private void Hear(Fault earlier, CodedText why, Actor actor, SiteRules site, DateTimeOffset now, Attachments? attachments)
    {
        ExpectAnswer();
        if (CurrentRound.FixedAt is not null) Reopen(why, null, now, actor, site, now, attachments: attachments);
        else Enter(FaultAction.Comment, FaultTransitions.Require(State, FaultAction.Comment), actor, now, attachments, CodedText.Of(ReasonCodes.FaultAnsweredBefore, ("number", earlier.Number)));
    }

    private void RequireInTime(DateTimeOffset onsetAt)
    {
        if (CurrentRound.ClosedAt is { } closedAt && !ReopenPolicy.Applies(Severity, closedAt, onsetAt)) throw new RuleViolation(RuleCodes.FaultReopenTooLate, ("closed", closedAt));
    }

    private void BeginFollowUp(FaultAction action, Actor actor, DateTimeOffset now, Attachments? attachments, CodedText reason)
    {
        var to = Require(action, actor);
        FollowUpSince = now;
        UnstableSince = null;
        CurrentRound.VerifiedAt = Attachments.Moment(attachments, now);
        Enter(action, to, actor, now, attachments, reason);
    }
}
