using Facilities.Domain.Faults;

namespace Facilities.Domain.Tests.Faults;

public sealed class RuleTrustTests
{
    [Fact]
    public void Without_a_judged_case_what_the_detector_states_stands() => RuleTrust.Of(0.9, 0, 0).ShouldBe(0.9, 1e-12);

    [Fact]
    public void One_false_alarm_says_little_and_many_say_nearly_all()
    {
        RuleTrust.Of(0.9, 0, 1).ShouldBe(9.0 / 11, 1e-12);
        RuleTrust.Of(0.9, 0, 30).ShouldBeLessThan(0.25);
        RuleTrust.Of(0.5, 90, 0).ShouldBe(0.95, 1e-12);
    }

    [Fact]
    public void It_stays_within_0_and_1_rises_with_real_cases_and_falls_with_false_alarms() => Seeds.Check(300, random =>
    {
        var (stated, real, falseAlarms) = (random.NextDouble(), random.Next(50), random.Next(50));
        var trust = RuleTrust.Of(stated, real, falseAlarms);
        trust.ShouldBeInRange(0, 1);
        RuleTrust.Of(stated, real + 1, falseAlarms).ShouldBeGreaterThanOrEqualTo(trust);
        RuleTrust.Of(stated, real, falseAlarms + 1).ShouldBeLessThanOrEqualTo(trust);
    });
}
