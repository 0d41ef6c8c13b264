using Facilities.Domain.Access;

namespace Facilities.Domain.Insurance;

/// <summary>
/// A claim, from a candidate that a trigger proposes to the money. Each method checks transition and rights, changes the state and appends one
/// <see cref="ClaimEvent"/>; a refusal throws <see cref="RuleViolation"/> and changes nothing. History must be loaded. Not thread-safe.
/// </summary>
public sealed class Claim
{
    private readonly List<ClaimEvent> _history = [];

    /// <summary>A hundred million yuan: more than all equipment of a community.</summary>
    public static readonly Money LargestAmount = Money.FromYuan(100_000_000);

    private Claim()
    {
    }

    public ClaimId Id { get; private set; }

    public string Number { get; private set; } = "";

    public PolicyId PolicyId { get; private set; }

    public OrganisationId InsurerId { get; private set; }

    /// <summary>Version of the terms at loss time; null when none held.</summary>
    public int? TermsVersion { get; private set; }

    public CoverKind Cover { get; private set; }

    public AssetId AssetId { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public FaultId? FaultId { get; private set; }

    /// <summary>(policy, cover, this) is unique: one loss event, one claim per cover.</summary>
    public string LossKey { get; private set; } = "";

    public ClaimState State { get; private set; }

    /// <summary>Event time.</summary>
    public DateTimeOffset LossAt { get; private set; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? LossEndedAt { get; private set; }

    /// <summary>Rule and version that found it, see <see cref="TriggerRule.Name"/>; null for the ladder of trapped people.</summary>
    public string? Trigger { get; private set; }

    /// <summary>Steps of that rule that the loss has passed; 0 for the ladder.</summary>
    public int LossStep { get; private set; }

    /// <summary>Duration that telemetry proves.</summary>
    public TimeSpan ProvenDuration { get; private set; }

    /// <summary>Null until the crew says.</summary>
    public int? Persons { get; private set; }

    public Money PerPerson { get; private set; }

    /// <summary>The loss before deductible and limits; null until persons are known.</summary>
    public Money? LossAmount { get; private set; }

    /// <summary>What the checks found payable.</summary>
    public Money? PayableAmount { get; private set; }

    /// <summary>What insurer and insured agreed.</summary>
    public Money? AgreedAmount { get; private set; }

    /// <summary>To be notified (报案) by then.</summary>
    public DateTimeOffset NotifyBy { get; private set; }

    public DateTimeOffset? NotifiedAt { get; private set; }

    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>When it came into its state.</summary>
    public DateTimeOffset StateSince { get; private set; }

    /// <summary>When the amount was agreed last; null: it wasn't.</summary>
    public DateTimeOffset? AgreedAt { get; private set; }

    /// <summary>By when its state is to be left; null: it waits for nobody. See <see cref="ClaimDeadlines"/>.</summary>
    public DateTimeOffset? DueBy { get; private set; }

    public int Version { get; private set; }

    /// <summary>Ascending by sequence.</summary>
    public IReadOnlyList<ClaimEvent> History => _history;

    /// <summary>A candidate, by the service. Nothing unconfirmed starts one.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.ClaimNothingOwed"/>: the ladder owes nothing.</exception>
    public static Claim Propose(ClaimProposal proposal, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (proposal.Entrapment is { } loss && loss.PerPerson == Money.Zero) throw new RuleViolation(RuleCodes.ClaimNothingOwed, ("loss", proposal.LossKey));
        var terms = proposal.Policy.TermsAt(proposal.LossAt);
        var claim = new Claim
        {
            Number = proposal.Number,
            PolicyId = proposal.Policy.Id,
            InsurerId = proposal.Policy.InsurerId,
            TermsVersion = terms?.Version,
            Cover = proposal.Cover,
            AssetId = proposal.AssetId,
            CommunityId = proposal.CommunityId,
            FaultId = proposal.FaultId,
            LossKey = proposal.LossKey,
            LossAt = proposal.LossAt,
            NotifyBy = proposal.LossAt + (terms?.CoverFor(proposal.Cover)?.NotifyWithin ?? Insurance.Cover.DefaultNotifyWithin),
            State = ClaimState.Candidate,
            StateSince = now,
        };
        claim.DueBy = claim.NotifyBy;
        if (proposal.Entrapment is { } assessment) claim.Take(assessment, null);
        if (proposal.Loss is { } known) claim.Take(known, null);
        claim.Append(ClaimAction.Propose, null, Actor.System, now, CodedText.Of(ReasonCodes.ClaimProposed, ("loss", proposal.LossKey)), null);
        return claim;
    }

    /// <summary>The loss goes on or is known better. The same facts again write nothing.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool UpdateLoss(EntrapmentAssessment assessment, DateTimeOffset? endedAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        if (LossEndedAt == endedAt && ProvenDuration == assessment.Proven && Persons == assessment.Persons && PerPerson == assessment.PerPerson && LossAmount == assessment.Amount) return false;
        var to = Require(ClaimAction.UpdateLoss, Actor.System);
        // While it lasts, only a step of the ladder or a new fact is worth a line; the duration alone isn't.
        var worthALine = PerPerson != assessment.PerPerson || Persons != assessment.Persons || LossEndedAt != endedAt || to != State;
        Take(assessment, endedAt);
        if (worthALine)
        {
            Enter(ClaimAction.UpdateLoss, to, Actor.System, now,
                CodedText.Of(ReasonCodes.ClaimLossUpdated, ("duration", assessment.Proven), ("per_person", assessment.PerPerson), ("persons", assessment.Persons), ("amount", assessment.Amount)), null);
        }
        else
        {
            Version++;
        }

        return true;
    }

    /// <summary>The same for a parametric loss.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool UpdateLoss(LossAssessment loss, DateTimeOffset? endedAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (LossEndedAt == endedAt && ProvenDuration == loss.Proven && LossStep == loss.Step && LossAmount == loss.Amount) return false;
        var to = Require(ClaimAction.UpdateLoss, Actor.System);
        var worthALine = LossStep != loss.Step || LossAmount != loss.Amount || LossEndedAt != endedAt || to != State;
        Take(loss, endedAt);
        if (worthALine) Enter(ClaimAction.UpdateLoss, to, Actor.System, now, CodedText.Of(ReasonCodes.ClaimLossKnown, ("duration", loss.Proven), ("step", loss.Step), ("amount", loss.Amount)), null);
        else Version++;
        return true;
    }

    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.ClaimChecksFailed"/>, <see cref="RuleCodes.ClaimPersonsUnknown"/>.</exception>
    public void Check(ClaimChecks checks, Actor actor, DateTimeOffset now, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var to = Require(ClaimAction.Check, actor);
        if (checks.Checks.FirstOrDefault(check => check.Passed == false) is { } failed) throw new RuleViolation(RuleCodes.ClaimChecksFailed, ("check", failed.Reason.Code));
        if (checks.Payable is null && Cover == CoverKind.Entrapment) throw new RuleViolation(RuleCodes.ClaimPersonsUnknown);
        PayableAmount = checks.Payable;
        Enter(ClaimAction.Check, to, actor, now, CodedText.Of(ReasonCodes.ClaimChecked, ("payable", checks.Payable)), note);
    }

    /// <summary>报案, by a person.</summary>
    public void Notify(Actor actor, DateTimeOffset now, string? note = null)
    {
        var to = Require(ClaimAction.Notify, actor);
        NotifiedAt = now;
        Enter(ClaimAction.Notify, to, actor, now, CodedText.Of(now > NotifyBy ? ReasonCodes.ClaimNotifiedLate : ReasonCodes.ClaimNotified, ("by", NotifyBy)), note);
    }

    public void Survey(Actor actor, DateTimeOffset now, string? note = null) => Plain(ClaimAction.Survey, actor, now, ReasonCodes.ClaimSurveying, note);

    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.ClaimAmount"/>: not above zero, or above <see cref="LargestAmount"/>.</exception>
    public void Agree(Money amount, Actor actor, DateTimeOffset now, string? note = null)
    {
        var to = Require(ClaimAction.Agree, actor);
        if (amount <= Money.Zero || amount > LargestAmount) throw new RuleViolation(RuleCodes.ClaimAmount, ("amount", amount), ("maximum", LargestAmount));
        (AgreedAmount, AgreedAt) = (amount, now);
        Enter(ClaimAction.Agree, to, actor, now, CodedText.Of(ReasonCodes.ClaimAgreed, ("amount", amount)), note);
    }

    public void Approve(Actor actor, DateTimeOffset now, string? note = null) => Plain(ClaimAction.Approve, actor, now, ReasonCodes.ClaimApproved, note);

    public void Pay(Actor actor, DateTimeOffset now, string? note = null)
    {
        var to = Require(ClaimAction.Pay, actor);
        PaidAt = now;
        Enter(ClaimAction.Pay, to, actor, now, CodedText.Of(ReasonCodes.ClaimPaid, ("amount", AgreedAmount)), note);
    }

    public void Close(Actor actor, DateTimeOffset now, string? note = null) => Plain(ClaimAction.Close, actor, now, ReasonCodes.ClaimClosed, note);

    /// <param name="reason">A listed code, e.g. <c>claim_reject.not_covered</c>.</param>
    public void Reject(CodedText reason, Actor actor, DateTimeOffset now, string? note = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        Enter(ClaimAction.Reject, Require(ClaimAction.Reject, actor), actor, now, reason, note);
    }

    public void Withdraw(Actor actor, DateTimeOffset now, string? note = null) => Plain(ClaimAction.Withdraw, actor, now, ReasonCodes.ClaimWithdrawn, note);

    /// <summary>Against a refusal or an amount, with its reason; what was agreed doesn't stand any more.</summary>
    /// <exception cref="RuleViolation">Also <see cref="RuleCodes.ClaimAppealReason"/>.</exception>
    public void Appeal(Actor actor, DateTimeOffset now, string? note)
    {
        var to = Require(ClaimAction.Appeal, actor);
        if (string.IsNullOrWhiteSpace(note)) throw new RuleViolation(RuleCodes.ClaimAppealReason);
        (AgreedAmount, AgreedAt) = (null, null);
        Enter(ClaimAction.Appeal, to, actor, now, CodedText.Of(ReasonCodes.ClaimAppealed), note);
    }

    public void Comment(string note, Actor actor, DateTimeOffset now) => Plain(ClaimAction.Comment, actor, now, ReasonCodes.ClaimComment, note);

    private void Plain(ClaimAction action, Actor actor, DateTimeOffset now, string code, string? note) =>
        Enter(action, Require(action, actor), actor, now, CodedText.Of(code), note);

    private ClaimState Require(ClaimAction action, Actor actor)
    {
        if (ClaimRights.Refusal(this, action, actor) is { } refusal) throw new RuleViolation(refusal);
        return ClaimTransitions.Require(State, action);
    }

    private void Take(EntrapmentAssessment assessment, DateTimeOffset? endedAt)
    {
        LossEndedAt = endedAt;
        ProvenDuration = assessment.Proven;
        Persons = assessment.Persons;
        PerPerson = assessment.PerPerson;
        LossAmount = assessment.Amount;
        PayableAmount = null;
    }

    private void Take(LossAssessment loss, DateTimeOffset? endedAt)
    {
        LossEndedAt = endedAt;
        ProvenDuration = loss.Proven;
        Trigger = loss.Trigger;
        LossStep = loss.Step;
        LossAmount = loss.Amount;
        PayableAmount = null;
    }

    private void Enter(ClaimAction action, ClaimState to, Actor actor, DateTimeOffset now, CodedText reason, string? note)
    {
        var from = State;
        State = to;
        if (from != to) StateSince = now;
        DueBy = ClaimDeadlines.Of(State, StateSince, NotifyBy, AgreedAt)?.By;
        Append(action, from, actor, now, reason, note);
    }

    private void Append(ClaimAction action, ClaimState? from, Actor actor, DateTimeOffset now, CodedText reason, string? note)
    {
        _history.Add(new ClaimEvent(_history.Count + 1, action, from, State, actor, now, reason, note));
        Version++;
    }
}
