using Facilities.Domain.Access;
using Facilities.Domain.Grades;

namespace Facilities.Domain.Tests.Grades;

public sealed class GradeAppeal_Tests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 5, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly October = new(2026, 10, 1);
    private static readonly DateOnly Today = new(2026, 11, 5);
    private static readonly Actor Firm = new(new UserId(3), Role.Firm, new OrganisationId(4));
    private static readonly Actor Regulator = new(new UserId(5), Role.Regulator, new OrganisationId(7));

    [Fact]
    public void A_firm_appeals_with_a_reason_and_a_reviewer_decides_once()
    {
        var appeal = Appeal();
        Should.Throw<RuleViolation>(() => appeal.Decide(Grade.Yellow, "同一处", Regulator, Now)).Code.ShouldBe(RuleCodes.GradeAppealGrade);
        Should.Throw<RuleViolation>(() => appeal.Decide(Grade.Blue, " ", Regulator, Now)).Code.ShouldBe(RuleCodes.GradeAppealWords);
        Should.Throw<RuleViolation>(() => appeal.Decide(Grade.Blue, "核实", Firm, Now)).Code.ShouldBe(RuleCodes.RightMissing);
        appeal.State.ShouldBe(GradeAppealState.Open);
        appeal.Decide(Grade.Blue, "核实：停电由供电公司造成", Regulator, Now);
        (appeal.State, appeal.Granted, appeal.DecidedBy).ShouldBe((GradeAppealState.Granted, Grade.Blue, new UserId(5)));
        Should.Throw<RuleViolation>(() => appeal.Decide(null, "再改", Regulator, Now)).Code.ShouldBe(RuleCodes.GradeAppealDecided);
        var refused = Appeal();
        refused.Decide(null, "事实成立", Regulator, Now);
        (refused.State, refused.Granted).ShouldBe((GradeAppealState.Refused, null));
    }

    [Fact]
    public void Only_a_closed_month_is_appealed_within_30_days_and_not_when_there_is_nothing_to_gain()
    {
        Appeal(today: new(2026, 11, 1));
        Appeal(today: new(2026, 12, 1));
        Should.Throw<RuleViolation>(() => Appeal(today: new(2026, 10, 31))).Code.ShouldBe(RuleCodes.GradeAppealMonth);
        Should.Throw<RuleViolation>(() => Appeal(today: new(2026, 12, 2))).Code.ShouldBe(RuleCodes.GradeAppealMonth);
        Should.Throw<RuleViolation>(() => Appeal(shown: Grade.Blue)).Code.ShouldBe(RuleCodes.GradeAppealMonth);
        Should.Throw<RuleViolation>(() => Appeal(shown: Grade.NotGraded)).Code.ShouldBe(RuleCodes.GradeAppealMonth);
        Should.Throw<RuleViolation>(() => Appeal(reason: "")).Code.ShouldBe(RuleCodes.GradeAppealWords);
        Should.Throw<RuleViolation>(() => Appeal(actor: Regulator)).Code.ShouldBe(RuleCodes.RightMissing);
    }

    private static GradeAppeal Appeal(Grade shown = Grade.Yellow, string reason = "停电不是我们的责任", DateOnly? today = null, Actor? actor = null) =>
        new(new CommunityId(1), October, shown, reason, today ?? Today, actor ?? Firm, Now);
}
