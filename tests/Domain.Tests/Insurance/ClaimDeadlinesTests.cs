using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Insurance.Claims;

namespace Facilities.Domain.Tests.Insurance;

public sealed class ClaimDeadlinesTests
{
    private static readonly DateTimeOffset Since = Sites.Shanghai("2026-03-05 10:00");

    [Theory]
    [InlineData(ClaimState.Candidate, ClaimSide.Insured, -1.0)]
    [InlineData(ClaimState.Checked, ClaimSide.Insured, -1.0)]
    [InlineData(ClaimState.Notified, ClaimSide.Insurer, 3.0)]
    [InlineData(ClaimState.Surveying, ClaimSide.Insurer, 30.0)]
    [InlineData(ClaimState.Appealed, ClaimSide.Insurer, 30.0)]
    [InlineData(ClaimState.Agreed, ClaimSide.Insurer, 10.0)]
    [InlineData(ClaimState.Approved, ClaimSide.Insurer, 6.0)]
    [InlineData(ClaimState.Paid, null, null)]
    [InlineData(ClaimState.Closed, null, null)]
    [InlineData(ClaimState.Rejected, null, null)]
    [InlineData(ClaimState.Withdrawn, null, null)]
    public void Each_state_waits_for_one_side_or_for_nobody(ClaimState state, ClaimSide? side, double? days)
    {
        // Notified a day after the claim came into the state would be too late; agreed four days before it was approved.
        var due = ClaimDeadlines.Of(state, Since, Since.AddDays(-1), state == ClaimState.Approved ? Since.AddDays(-4) : null);
        (due?.Side, due?.By).ShouldBe((side, days is { } count ? Since.AddDays(count) : null));
        if (due is not null) due.Lead.ShouldBeInRange(TimeSpan.FromHours(24), TimeSpan.FromDays(3));
    }

    [Fact]
    public void A_comment_moves_no_deadline_and_an_appeal_takes_what_was_agreed_away()
    {
        var claims = new Claims();
        var claim = claims.Claim;
        claim.DueBy.ShouldBe(claim.NotifyBy);
        claims.To(ClaimState.Agreed);
        var due = claim.DueBy;
        due.ShouldBe(claim.AgreedAt + ClaimDeadlines.ToPay);
        claim.Comment("seen", Insurer, claim.StateSince.AddDays(2));
        claim.DueBy.ShouldBe(due);
        Should.Throw<RuleViolation>(() => claim.Appeal(Manager, claim.StateSince.AddDays(3), " ")).Code.ShouldBe(RuleCodes.ClaimAppealReason);
        claim.Appeal(Manager, claim.StateSince.AddDays(3), "three heads, not two");
        (claim.AgreedAmount, claim.AgreedAt, claim.DueBy).ShouldBe((null, null, claim.StateSince + ClaimDeadlines.ToDecide));
    }
}
