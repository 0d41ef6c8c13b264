using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Insurance.Claims;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Insurance;

public sealed class PolicyTests
{
    [Theory]
    [InlineData("91370200MA3TQWE28N", false)]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y44", false)]
    [InlineData("91350100M000100Y4", false)]
    [InlineData("9135O100M000100Y43", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_credit_code_is_held_by_its_check_character(string? code, bool isValid) => CreditCode.IsValid(code).ShouldBe(isValid);

    [Theory]
    [InlineData(PremiumSource.PropertyFirm, null, true)]
    [InlineData(PremiumSource.FundGains, "91350100M000100Y43", true)]
    [InlineData(PremiumSource.FundGains, "91350100M000100Y44", false)]
    [InlineData(PremiumSource.PublicRevenue, null, false)]
    [InlineData(PremiumSource.Fund, null, false)]
    public void What_is_the_owners_is_only_spent_by_a_committee_whose_code_is_right(PremiumSource source, string? code, bool isAllowed)
    {
        Policy Make() => new("P-1", InsurerId, new OrganisationId(7), [Lift], new PolicyTerms(1, From, Until, [new Cover(CoverKind.Flood)]), Money.FromYuan(100), source, code);
        if (isAllowed) Make().CommitteeCode.ShouldBe(source == PremiumSource.PropertyFirm ? null : code);
        else Should.Throw<RuleViolation>(Make).Code.ShouldBe(RuleCodes.PolicyCreditCode);
    }

    [Fact]
    public void New_terms_hold_from_their_first_instant_and_never_for_what_was_before()
    {
        var policy = PolicyWith(new Cover(CoverKind.Flood, Money.FromYuan(100)));
        var change = Shanghai("2026-06-01 00:00");
        var better = new PolicyTerms(2, change, Until, [new Cover(CoverKind.Flood, Money.FromYuan(500))]);

        Should.Throw<RuleViolation>(() => policy.ChangeTerms(better, Manager, change.AddDays(1))).Code.ShouldBe(RuleCodes.PolicyTerms);
        Should.Throw<RuleViolation>(() => policy.ChangeTerms(better, Insurer, From)).Code.ShouldBe(RuleCodes.RightMissing);
        policy.ChangeTerms(better, Manager, change.AddDays(-7));

        policy.TermsAt(change.AddMilliseconds(-1))!.Version.ShouldBe(1);
        policy.TermsAt(change)!.Version.ShouldBe(2);
        Should.Throw<RuleViolation>(() => policy.ChangeTerms(new PolicyTerms(2, change, Until, []), Manager, From)).Code.ShouldBe(RuleCodes.PolicyTerms);
    }

    [Fact]
    public void An_asset_that_is_taken_into_the_group_is_covered_from_then_on()
    {
        var (policy, joined, lift2) = (PolicyWith(new Cover(CoverKind.Flood)), Shanghai("2026-05-01 00:00"), new AssetId(2));
        policy.Include([lift2, Lift], Manager, joined);

        policy.Covers(lift2, joined.AddMilliseconds(-1)).ShouldBeFalse();
        policy.Covers(lift2, joined).ShouldBeTrue();
        policy.Covers(Lift, From).ShouldBeTrue();
        policy.Assets.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 500, 500)]
    [InlineData(1, 500, 500)]
    [InlineData(2, 500, 1500)]
    [InlineData(3, 500, 1500)]
    public void A_cover_pays_by_the_step_and_the_last_one_for_all_further(int step, int first, int paid) =>
        new Cover(CoverKind.OutOfService, benefits: [Money.FromYuan(first), Money.FromYuan(1500)]).BenefitFor(step).ShouldBe(step == 0 ? null : Money.FromYuan(paid));

    [Fact]
    public void An_older_asset_than_agreed_is_not_paid_for_and_an_unknown_age_is_left_to_a_person()
    {
        var policy = PolicyWith(new Cover(CoverKind.Entrapment, maximumAgeYears: 15));
        ClaimCheck Age(int? years) => ClaimChecks.Evaluate(policy, CoverKind.Entrapment, Lift, MondayMorning, Money.FromYuan(1), Sound with { AgeYears = years }).Checks.Single(check => check.Reason.Code == "check.age");
        Age(15).Passed.ShouldBe(true);
        Age(16).Passed.ShouldBe(false);
        Age(null).Passed.ShouldBeNull();
    }

    [Theory]
    [InlineData(new ClaimState[0], true, 70)]
    [InlineData(new ClaimState[0], false, null)]
    [InlineData(new[] { ClaimState.Rejected, ClaimState.Withdrawn }, true, 70)]
    [InlineData(new[] { ClaimState.Paid }, true, 0)]
    [InlineData(new[] { ClaimState.Paid }, false, 0)]
    [InlineData(new[] { ClaimState.Surveying }, true, null)]
    public void Terms_without_a_claim_give_part_of_the_premium_back(ClaimState[] claims, bool isOver, int? yuan)
    {
        var policy = new Policy("P-1", InsurerId, new OrganisationId(7), [Lift], new PolicyTerms(1, From, Until, [new Cover(CoverKind.Flood)], noClaimBonusPercent: 2), Money.FromYuan(3500));
        NoClaimBonus.Of(policy, policy.Terms[0], claims, isOver ? Until : Until.AddSeconds(-1)).ShouldBe(yuan is { } owed ? Money.FromYuan(owed) : null);
    }
}
