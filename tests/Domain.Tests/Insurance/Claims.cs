using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Insurance;

/// <summary>A policy and a claim on it, driven through its life.</summary>
internal sealed class Claims
{
    public static readonly OrganisationId InsurerId = new(6);
    public static readonly AssetId Lift = new(1);
    public static readonly Actor Insurer = new(new UserId(61), Role.Insurer, InsurerId);
    public static readonly Actor OtherInsurer = new(new UserId(62), Role.Insurer, new OrganisationId(66));
    public static readonly Actor Manager = new(new UserId(31), Role.Firm, new OrganisationId(7));
    public static readonly DateTimeOffset From = Shanghai("2026-01-01 00:00");
    public static readonly DateTimeOffset Until = Shanghai("2027-01-01 00:00");
    public static readonly ClaimFacts Sound = new(true, true, null, Money.Zero);

    public Claims(int minutes = 45, int? persons = 2, Cover? cover = null)
    {
        Policy = PolicyWith(cover ?? new Cover(CoverKind.Entrapment));
        Claim = Claim.Propose(
            new ClaimProposal("C-2026-0001", Policy, CoverKind.Entrapment, Lift, new CommunityId(1), new FaultId(9), LossKeys.Entrapment(new FaultId(9), 1), MondayMorning, Assess(minutes, persons)),
            MondayMorning.AddMinutes(minutes));
    }

    public Policy Policy { get; }

    public Claim Claim { get; }

    public DateTimeOffset Now { get; private set; } = MondayMorning.AddHours(2);

    public static Policy PolicyWith(params Cover[] covers) =>
        new("P-1", InsurerId, new OrganisationId(7), [Lift], new PolicyTerms(1, From, Until, covers));

    public static EntrapmentAssessment Assess(int minutes, int? persons) =>
        EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(MondayMorning, MondayMorning.AddMinutes(minutes), MondayMorning.AddMinutes(minutes), [], persons, 13));

    public static Actor Of(Role role) => role switch
    {
        Role.System => Actor.System,
        Role.Firm => Manager,
        Role.Insurer => Insurer,
        Role.Resident => Actor.Resident,
        _ => new Actor(new UserId(70), role, new OrganisationId(3)),
    };

    public Claims To(ClaimState state)
    {
        while (Claim.State != state)
        {
            Do((Claim.State, state) switch
            {
                (_, ClaimState.Withdrawn) => ClaimAction.Withdraw,
                (ClaimState.Rejected, ClaimState.Appealed) => ClaimAction.Appeal,
                (ClaimState.Candidate or ClaimState.Checked, ClaimState.Rejected) => ClaimAction.Reject,
                (ClaimState.Candidate, ClaimState.Appealed) => ClaimAction.Reject,
                (ClaimState.Candidate, _) => ClaimAction.Check,
                (ClaimState.Checked, _) => ClaimAction.Notify,
                (ClaimState.Notified, _) => ClaimAction.Survey,
                (ClaimState.Surveying, _) => ClaimAction.Agree,
                (ClaimState.Agreed, _) => ClaimAction.Approve,
                (ClaimState.Approved, _) => ClaimAction.Pay,
                (ClaimState.Paid, _) => ClaimAction.Close,
                _ => throw new InvalidOperationException($"No usual way from {Claim.State} to {state}."),
            });
        }

        return this;
    }

    public Claims Do(ClaimAction action, Actor? actor = null)
    {
        Now = Now.AddMinutes(10);
        var who = actor ?? Usual(action);
        switch (action)
        {
            case ClaimAction.UpdateLoss: Claim.UpdateLoss(Assess(75, 3), MondayMorning.AddMinutes(75), Now); break;
            case ClaimAction.Check: Claim.Check(Checks(), who, Now); break;
            case ClaimAction.Notify: Claim.Notify(who, Now); break;
            case ClaimAction.Survey: Claim.Survey(who, Now); break;
            case ClaimAction.Agree: Claim.Agree(Money.FromYuan(400), who, Now); break;
            case ClaimAction.Approve: Claim.Approve(who, Now); break;
            case ClaimAction.Pay: Claim.Pay(who, Now); break;
            case ClaimAction.Close: Claim.Close(who, Now); break;
            case ClaimAction.Reject: Claim.Reject(CodedText.Of("claim_reject.not_covered"), who, Now); break;
            case ClaimAction.Withdraw: Claim.Withdraw(who, Now); break;
            case ClaimAction.Appeal: Claim.Appeal(who, Now, "the doors were forced"); break;
            case ClaimAction.Comment: Claim.Comment("word", who, Now); break;
            default: throw new RuleViolation(RuleCodes.ClaimTransition);
        }

        return this;
    }

    public ClaimChecks Checks(ClaimFacts? facts = null) =>
        ClaimChecks.Evaluate(Policy, CoverKind.Entrapment, Lift, Claim.LossAt, Claim.LossAmount, facts ?? Sound);

    private Actor Usual(ClaimAction action) => action switch
    {
        ClaimAction.Survey or ClaimAction.Agree or ClaimAction.Approve or ClaimAction.Pay or ClaimAction.Close => Insurer,
        ClaimAction.Reject when Claim.State is not (ClaimState.Candidate or ClaimState.Checked) => Insurer,
        _ => Manager,
    };
}
