using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Insurance;

public sealed class ClaimTests
{
    [Fact]
    public void A_candidate_carries_the_loss_and_its_deadline()
    {
        var claim = new Claims(minutes: 45, persons: 2).Claim;
        claim.State.ShouldBe(ClaimState.Candidate);
        claim.PerPerson.ShouldBe(Money.FromYuan(200));
        claim.LossAmount.ShouldBe(Money.FromYuan(400));
        claim.ProvenDuration.ShouldBe(TimeSpan.FromMinutes(45));
        claim.NotifyBy.ShouldBe(MondayMorning.AddHours(48));
        claim.TermsVersion.ShouldBe(1);
        claim.LossKey.ShouldBe("entrapment:9:1");
        claim.History.ShouldHaveSingleItem().Action.ShouldBe(ClaimAction.Propose);
    }

    [Fact]
    public void The_policys_own_time_to_notify_wins() =>
        new Claims(cover: new Cover(CoverKind.Entrapment, notifyWithin: TimeSpan.FromHours(24))).Claim.NotifyBy.ShouldBe(MondayMorning.AddHours(24));

    [Fact]
    public void Nothing_is_proposed_while_the_ladder_owes_nothing() =>
        Should.Throw<RuleViolation>(() => new Claims(minutes: 29)).Code.ShouldBe(RuleCodes.ClaimNothingOwed);

    [Fact]
    public void A_loss_that_goes_on_is_updated_with_a_line_per_step_of_the_ladder()
    {
        var claims = new Claims(minutes: 31, persons: null);
        claims.Claim.UpdateLoss(Lasting(40), null, claims.Now).ShouldBeTrue();
        claims.Claim.History.Count.ShouldBe(1);
        claims.Claim.ProvenDuration.ShouldBe(TimeSpan.FromMinutes(40));
        claims.Claim.UpdateLoss(Lasting(61), null, claims.Now);
        claims.Claim.History.Count.ShouldBe(2);
        claims.Claim.PerPerson.ShouldBe(Money.FromYuan(300));
        claims.Claim.UpdateLoss(Lasting(61), null, claims.Now).ShouldBeFalse();

        static EntrapmentAssessment Lasting(int minutes) =>
            EntrapmentLadder.Shandong2019.Assess(new EntrapmentLoss(MondayMorning, null, MondayMorning.AddMinutes(minutes), [], null, 13));
    }

    [Fact]
    public void What_is_known_better_is_checked_again()
    {
        var claims = new Claims().To(ClaimState.Checked).Do(ClaimAction.UpdateLoss);
        claims.Claim.State.ShouldBe(ClaimState.Candidate);
        claims.Claim.PayableAmount.ShouldBeNull();
        claims.Claim.LossAmount.ShouldBe(Money.FromYuan(900));
    }

    [Fact]
    public void Is_not_checked_before_the_heads_are_counted()
    {
        var claims = new Claims(persons: null);
        Should.Throw<RuleViolation>(() => claims.Do(ClaimAction.Check)).Code.ShouldBe(RuleCodes.ClaimPersonsUnknown);
    }

    [Fact]
    public void Is_not_checked_against_a_failed_check_and_says_which()
    {
        var claims = new Claims();
        var refusal = Should.Throw<RuleViolation>(() => claims.Claim.Check(claims.Checks(Claims.Sound with { InspectionValid = false }), Claims.Manager, claims.Now));
        refusal.Reason.ShouldBe(CodedText.Of(RuleCodes.ClaimChecksFailed, ("check", "check.inspection_valid")));
    }

    [Fact]
    public void Runs_from_candidate_to_closed()
    {
        var claim = new Claims().To(ClaimState.Closed).Claim;
        claim.PayableAmount.ShouldBe(Money.FromYuan(400));
        claim.AgreedAmount.ShouldBe(Money.FromYuan(400));
        claim.NotifiedAt.ShouldNotBeNull();
        claim.PaidAt.ShouldNotBeNull();
        claim.History.Select(line => line.Sequence).ShouldBe(Enumerable.Range(1, claim.History.Count));
    }

    [Fact]
    public void A_late_notification_is_taken_and_named_as_one()
    {
        var claims = new Claims().To(ClaimState.Checked);
        claims.Claim.Notify(Claims.Manager, claims.Claim.NotifyBy.AddSeconds(1));
        claims.Claim.History[^1].Reason.Code.ShouldBe("claim.notified_late");
    }

    [Fact]
    public void Agrees_on_an_amount_above_zero_only()
    {
        var claims = new Claims().To(ClaimState.Surveying);
        Should.Throw<RuleViolation>(() => claims.Claim.Agree(Money.Zero, Claims.Insurer, claims.Now)).Code.ShouldBe(RuleCodes.ClaimAmount);
        Should.Throw<RuleViolation>(() => claims.Claim.Agree(Claim.LargestAmount + new Money(1), Claims.Insurer, claims.Now)).Code.ShouldBe(RuleCodes.ClaimAmount);
        claims.Claim.Agree(Claim.LargestAmount, Claims.Insurer, claims.Now);
    }

    [Fact]
    public void A_premium_of_many_lifts_for_many_years_is_taken_and_a_slip_is_refused()
    {
        Terms(Money.FromYuan(11_300_000)).Premium.ShouldBe(Money.FromYuan(11_300_000));
        foreach (var wrong in new[] { new Money(-1), PolicyTerms.LargestPremium + new Money(1) }) Should.Throw<RuleViolation>(() => Terms(wrong)).Code.ShouldBe(RuleCodes.PolicyPremium);

        static PolicyTerms Terms(Money premium) => new(1, Claims.From, Claims.Until, [], premium: premium);
    }
}
