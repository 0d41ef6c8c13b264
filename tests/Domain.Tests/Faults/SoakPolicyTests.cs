using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class SoakPolicyTests
{
    private static readonly SoakFacts Clear = new(MondayMorning, MondayMorning, false, true, true, 0.95, 60, 50);

    [Fact]
    public void Passes_when_clear_with_enough_data_and_activity() => Verdict(Clear).ShouldBe((SoakVerdict.Passed, "soak.clear"));

    [Theory]
    [InlineData(0.90, 50, SoakVerdict.Passed)]
    [InlineData(0.8999, 50, SoakVerdict.Extend)]
    [InlineData(0.90, 49, SoakVerdict.Extend)]
    [InlineData(double.NaN, 50, SoakVerdict.Extend)]
    [InlineData(0.90, double.NaN, SoakVerdict.Extend)]
    [InlineData(0, 0, SoakVerdict.Extend)]
    public void Needs_ninety_percent_of_the_data_and_the_minimum_activity(double coverage, double activity, SoakVerdict expected) =>
        SoakPolicy.Evaluate(Clear with { Coverage = coverage, Activity = activity }).Verdict.ShouldBe(expected);

    [Fact]
    public void Asks_a_person_when_too_little_was_seen_twice() =>
        Verdict(Clear with { Coverage = 0.5, Extended = true }).ShouldBe((SoakVerdict.NeedsPerson, "soak.coverage_low"));

    [Fact]
    public void Names_everything_that_is_missing() =>
        SoakPolicy.Evaluate(Clear with { Coverage = 0.5, Activity = 3 }).Reasons.Select(reason => reason.Code).ShouldBe(["soak.coverage_low", "soak.activity_low"]);

    [Fact]
    public void Runs_until_its_end_and_passes_at_it()
    {
        SoakPolicy.Evaluate(Clear with { Until = MondayMorning.AddMilliseconds(1) }).Verdict.ShouldBe(SoakVerdict.Running);
        SoakPolicy.Evaluate(Clear).Verdict.ShouldBe(SoakVerdict.Passed);
    }

    [Theory]
    [InlineData(false, true, "soak.rule_not_clear")]
    [InlineData(true, false, "soak.family_recurred")]
    public void Fails_at_once_when_it_comes_back_whatever_the_coverage(bool rule, bool family, string reason) =>
        Verdict(Clear with { RuleClear = rule, FamilyClear = family, Until = MondayMorning.AddDays(1), Coverage = 0, Extended = true }).ShouldBe((SoakVerdict.Failed, reason));

    [Theory]
    [InlineData(0, SoakVerdict.Running)]
    [InlineData(59, SoakVerdict.Running)]
    [InlineData(60, SoakVerdict.Failed)]
    public void A_rule_has_an_hour_to_clear_after_the_work_and_contradicts_the_fix_if_it_stands_then(int minutes, SoakVerdict expected) =>
        SoakPolicy.Evaluate(Clear with { RuleClear = false, StartedAt = MondayMorning.AddMinutes(-minutes), Until = MondayMorning.AddDays(1) }).Verdict.ShouldBe(expected);

    [Fact]
    public void A_finding_after_the_work_fails_at_once_even_in_that_hour() =>
        SoakPolicy.Evaluate(Clear with { FamilyClear = false, StartedAt = MondayMorning, Until = MondayMorning.AddDays(1) }).Verdict.ShouldBe(SoakVerdict.Failed);

    [Fact]
    public void Where_no_soak_is_asked_for_clear_is_enough()
    {
        var facts = Clear with { StartedAt = MondayMorning, Until = MondayMorning, Coverage = 0, Activity = 0 };
        SoakPolicy.Evaluate(facts).Verdict.ShouldBe(SoakVerdict.Passed);
        SoakPolicy.Evaluate(facts with { HasTelemetry = false, Coverage = double.NaN }).Verdict.ShouldBe(SoakVerdict.Passed);
        SoakPolicy.Evaluate(facts with { RuleClear = false }).Verdict.ShouldBe(SoakVerdict.Running);
    }

    [Fact]
    public void Asks_a_person_at_once_about_what_has_no_telemetry() =>
        Verdict(Clear with { HasTelemetry = false, Until = MondayMorning.AddDays(1) }).ShouldBe((SoakVerdict.NeedsPerson, "soak.no_telemetry"));

    [Fact]
    public void More_data_never_makes_a_verdict_worse() => Seeds.Check(200, random =>
    {
        var facts = Clear with { Coverage = random.NextDouble(), Activity = random.Next(0, 100), Extended = random.Next(2) == 0, Until = MondayMorning.AddMinutes(random.Next(-1, 2)) };
        var more = facts with { Coverage = facts.Coverage + (1 - facts.Coverage) * random.NextDouble(), Activity = facts.Activity + random.Next(0, 50) };
        if (SoakPolicy.Evaluate(facts).Verdict == SoakVerdict.Passed) SoakPolicy.Evaluate(more).Verdict.ShouldBe(SoakVerdict.Passed);
    });

    [Fact]
    public void What_a_permit_keeps_back_fails_no_soak_and_lets_none_pass() =>
        SoakPolicy.Evaluate(Clear with { KeptBack = true }).Verdict.ShouldBe(SoakVerdict.Running);

    private static (SoakVerdict, string) Verdict(SoakFacts facts)
    {
        var result = SoakPolicy.Evaluate(facts);
        return (result.Verdict, result.Reasons[0].Code);
    }
}
