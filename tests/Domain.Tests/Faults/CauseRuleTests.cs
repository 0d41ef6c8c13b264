using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class CauseRuleTests
{
    [Theory]
    [InlineData(-5, null, true)]
    [InlineData(-6, null, false)]
    [InlineData(600, null, true)]
    [InlineData(25, 20, true)]
    [InlineData(26, 20, false)]
    public void A_consequence_begins_with_its_cause_or_while_that_stands(int minutesAfter, int? clearedAfter, bool fits) =>
        CauseRule.Fits(MondayMorning.AddMinutes(minutesAfter), MondayMorning, clearedAfter is { } cleared ? MondayMorning.AddMinutes(cleared) : null).ShouldBe(fits);

    [Theory]
    [InlineData(true, null, false)]
    [InlineData(true, 9, false)]
    [InlineData(true, 10, true)]
    [InlineData(false, null, true)]
    public void What_outlasts_its_cause_stands_for_itself(bool parentIsOpen, int? minutesSinceCleared, bool must) =>
        CauseRule.MustUnfold(parentIsOpen, minutesSinceCleared is { } minutes ? MondayMorning.AddMinutes(-minutes) : null, MondayMorning).ShouldBe(must);

    [Fact]
    public void A_P1_is_never_folded_called_unstable_or_told_with_others()
    {
        var trapped = new Loop(Severity.P1);
        Should.Throw<RuleViolation>(() => trapped.Fault.MarkUnstable(9, trapped.Now)).Code.ShouldBe(RuleCodes.FaultP1Single);
        Should.Throw<RuleViolation>(() => trapped.Fault.JoinStorm(trapped.Now)).Code.ShouldBe(RuleCodes.FaultP1Single);
        Should.Throw<RuleViolation>(() => trapped.Fault.FoldUnder(new Loop(Severity.P2).Fault, CommonCause.Power, trapped.Now)).Code.ShouldBe(RuleCodes.FaultP1Single);
        FlappingPolicy.IsUnstable(Severity.P1, 99).ShouldBeFalse();
        StormPolicy.Joins(Severity.P1, 99).ShouldBeFalse();
        StormPolicy.Joins(Severity.P2, 10).ShouldBeFalse();
        StormPolicy.Joins(Severity.P2, 11).ShouldBeTrue();
    }
}
