using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Insurance.Claims;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Insurance;

public sealed class ClaimChecksTests
{
    private static readonly Money Loss = Money.FromYuan(1000);

    [Fact]
    public void Passes_a_sound_claim_and_pays_it_whole()
    {
        var checks = Evaluate();
        checks.Passed.ShouldBeTrue();
        checks.Payable.ShouldBe(Loss);
        checks.Checks.Select(check => check.Reason.Code).ShouldBe(["check.in_force", "check.cover", "check.waiting_period", "check.inspection_valid", "check.duplicate", "check.aggregate"]);
    }

    [Theory]
    [InlineData("2025-12-31 23:59:59", "check.in_force")]
    [InlineData("2027-01-01 00:00:00", "check.in_force")]
    [InlineData("2026-01-14 23:59:59", "check.waiting_period")]
    public void Fails_outside_the_policys_time(string at, string code) => Failed(Evaluate(at: Shanghai(at), cover: new Cover(CoverKind.Entrapment, waitingPeriod: TimeSpan.FromDays(14)))).ShouldContain(code);

    [Theory]
    [InlineData("2026-01-01 00:00:00")]
    [InlineData("2026-12-31 23:59:59")]
    public void Passes_at_the_first_and_the_last_second(string at) => Evaluate(at: Shanghai(at)).Passed.ShouldBeTrue();

    [Fact]
    public void Fails_for_a_cover_or_an_asset_the_policy_does_not_have()
    {
        Failed(ClaimChecks.Evaluate(PolicyWith(new Cover(CoverKind.Flood)), CoverKind.Entrapment, Lift, MondayMorning, Loss, Sound)).ShouldBe(["check.cover"]);
        Failed(ClaimChecks.Evaluate(PolicyWith(new Cover(CoverKind.Entrapment)), CoverKind.Entrapment, new AssetId(2), MondayMorning, Loss, Sound)).ShouldBe(["check.cover"]);
    }

    [Fact]
    public void Fails_when_an_exclusion_applies_and_leaves_the_unknown_to_a_person()
    {
        Failed(Evaluate(Sound with { InspectionValid = false })).ShouldBe(["check.inspection_valid"]);
        var unknown = Evaluate(Sound with { InspectionValid = null });
        unknown.Passed.ShouldBeTrue();
        unknown.Checks.ShouldContain(check => check.Passed == null);
    }

    [Fact]
    public void One_loss_event_is_one_claim_per_cover() => Failed(Evaluate(Sound with { OtherClaimOfSameLoss = "C-2026-0007" })).ShouldBe(["check.duplicate"]);

    [Theory]
    [InlineData(null, null, 0, 0, 1000)]
    [InlineData(null, null, 100, 0, 900)]
    [InlineData(null, null, 2000, 0, 0)]
    [InlineData(600, null, 0, 0, 600)]
    [InlineData(600, null, 100, 0, 600)]
    [InlineData(null, 5000, 0, 4500, 500)]
    [InlineData(600, 5000, 0, 4500, 500)]
    [InlineData(null, 5000, 0, 3000, 1000)]
    public void Deducts_and_limits(int? eventLimit, int? aggregate, int deductible, int paid, int payable)
    {
        var cover = new Cover(CoverKind.Entrapment, Yuan(eventLimit), Yuan(aggregate), Money.FromYuan(deductible));
        Evaluate(Sound with { PaidUnderTerms = Money.FromYuan(paid) }, cover).Payable.ShouldBe(Money.FromYuan(payable));
    }

    [Fact]
    public void Fails_when_the_aggregate_limit_is_reached() =>
        Failed(Evaluate(Sound with { PaidUnderTerms = Money.FromYuan(5000) }, new Cover(CoverKind.Entrapment, aggregateLimit: Money.FromYuan(5000)))).ShouldBe(["check.aggregate"]);

    [Fact]
    public void A_loss_is_judged_by_the_terms_of_its_own_time()
    {
        var policy = PolicyWith(new Cover(CoverKind.Entrapment, eventLimit: Money.FromYuan(300)));
        policy.ChangeTerms(new PolicyTerms(2, Until, Until.AddYears(1), [new Cover(CoverKind.Entrapment, eventLimit: Money.FromYuan(900))]), Manager, From);
        ClaimChecks.Evaluate(policy, CoverKind.Entrapment, Lift, Until.AddSeconds(-1), Loss, Sound).Payable.ShouldBe(Money.FromYuan(300));
        ClaimChecks.Evaluate(policy, CoverKind.Entrapment, Lift, Until, Loss, Sound).Payable.ShouldBe(Money.FromYuan(900));
        policy.InceptionAt.ShouldBe(From);
    }

    [Fact]
    public void Terms_are_never_changed_for_the_past_and_cover_a_kind_once()
    {
        var policy = PolicyWith(new Cover(CoverKind.Entrapment));
        Should.Throw<RuleViolation>(() => policy.ChangeTerms(new PolicyTerms(2, Until.AddDays(-1), Until.AddYears(1), []), Manager, Until)).Code.ShouldBe(RuleCodes.PolicyTerms);
        Should.Throw<RuleViolation>(() => policy.ChangeTerms(new PolicyTerms(3, Until, Until.AddYears(1), []), Manager, From)).Code.ShouldBe(RuleCodes.PolicyTerms);
        Should.Throw<RuleViolation>(() => new PolicyTerms(1, Until, From, [])).Code.ShouldBe(RuleCodes.PeriodReversed);
        Should.Throw<RuleViolation>(() => new PolicyTerms(1, From, Until, [new Cover(CoverKind.Flood), new Cover(CoverKind.Flood)])).Code.ShouldBe(RuleCodes.PolicyCover);
    }

    private static Money? Yuan(int? yuan) => yuan is { } some ? Money.FromYuan(some) : null;

    private static ClaimChecks Evaluate(ClaimFacts? facts = null, Cover? cover = null, DateTimeOffset? at = null) =>
        ClaimChecks.Evaluate(PolicyWith(cover ?? new Cover(CoverKind.Entrapment)), CoverKind.Entrapment, Lift, at ?? MondayMorning, Loss, facts ?? Sound);

    private static IEnumerable<string> Failed(ClaimChecks checks) => checks.Checks.Where(check => check.Passed == false).Select(check => check.Reason.Code);
}
