using Facilities.Domain.Faults;
using Facilities.Domain.Health;

namespace Facilities.Domain.Tests;

/// <summary>The health score and its properties, on seeded random facts.</summary>
public sealed class Health_Tests
{
    private static readonly HealthFacts Well = new() { Coverage = 1 };

    [Fact]
    public void An_asset_that_is_seen_and_has_nothing_against_it_has_100_and_no_reason()
    {
        var result = HealthScore.Of(Well);
        (result.Score, result.Reasons.Count).ShouldBe((100, 0));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(0.49)]
    public void What_is_hardly_seen_has_no_score_but_says_why(double? coverage)
    {
        var result = HealthScore.Of(Well with { Coverage = coverage, OverdueInspections = 1 });
        result.Score.ShouldBeNull();
        result.Reasons[0].Text.Code.ShouldBe(coverage is null or double.NaN ? ReasonCodes.HealthNeverSeen : ReasonCodes.HealthNotScored);
        result.Reasons[1].Text.Code.ShouldBe(ReasonCodes.HealthOverdue);
    }

    [Fact]
    public void A_trapped_person_leaves_an_asset_below_the_red_line_and_a_fault_past_its_time_weighs_more()
    {
        HealthScore.Of(Well with { OpenFaults = [new(Severity.P1, TimeSpan.FromMinutes(5), "entrapment")] }).Score.ShouldBe(40);
        HealthScore.Of(Well with { OpenFaults = [new(Severity.P2, TimeSpan.FromHours(2), "brake-wear")] }).Score.ShouldBe(76);
        HealthScore.Of(Well with { OpenFaults = [new(Severity.P2, TimeSpan.FromDays(3), "brake-wear")] }).Score.ShouldBe(64);
    }

    [Fact]
    public void A_limit_in_sight_takes_at_most_half_of_its_fault_and_less_the_farther_it_is()
    {
        int? At(double days) => HealthScore.Of(Well with { Forecasts = [new(Severity.P2, days, "vib_mm_s")] }).Score;
        (At(0), At(28), At(56), At(400)).ShouldBe((88, 94, 100, 100));
    }

    [Fact]
    public void Wear_counts_only_where_it_is_clear_and_age_only_where_the_design_life_is_known()
    {
        HealthScore.Of(Well with { Drifts = [new("vib_mm_s", 0.4, 9)] }).Score.ShouldBe(94);
        HealthScore.Of(Well with { Drifts = [new("vib_mm_s", 0.4, 3.9)] }).Score.ShouldBe(100);
        HealthScore.Of(Well with { AgeYears = 30 }).Score.ShouldBe(100);
        HealthScore.Of(Well with { AgeYears = 12, DesignLifeYears = 12 }).Score.ShouldBe(90);
        HealthScore.Of(Well with { AgeYears = 13, DesignLifeYears = 12 }).Score.ShouldBe(85);
    }

    [Fact]
    public void The_score_stays_within_its_bounds_and_the_reasons_add_up() => Seeds.Check(200, random =>
    {
        var result = HealthScore.Of(Some(random));
        var left = Math.Clamp(100 - result.Reasons.Sum(reason => reason.Points), 0, 100);
        if (result.Score is { } score) (score, left).ShouldSatisfyAllConditions(pair => pair.score.ShouldBeInRange(0, 100), pair => ((double)pair.score).ShouldBe(pair.left, 0.5 + 1e-9));
        result.Reasons.ShouldAllBe(reason => reason.Points >= 0);
    });

    [Fact]
    public void A_further_fault_forecast_drift_repeat_or_missed_duty_never_raises_it() => Seeds.Check(200, random =>
    {
        var facts = Some(random) with { Coverage = 0.97 };
        var before = HealthScore.Of(facts).Score!.Value;
        HealthFacts[] worse =
        [
            facts with { OpenFaults = [.. facts.OpenFaults, Fault(random)] },
            facts with { OpenFaults = [.. facts.OpenFaults.Select(fault => fault with { Open = fault.Open * 2 })] },
            facts with { Forecasts = [.. facts.Forecasts, Forecast(random)] },
            facts with { Drifts = [.. facts.Drifts, Drift(random, "another")] },
            facts with { Repeats = facts.Repeats + 1 },
            facts with { OverdueInspections = facts.OverdueInspections + 1 },
            facts with { ContradictedInspections = facts.ContradictedInspections + 1 },
            facts with { AgeYears = (facts.AgeYears ?? 0) + 1 },
            facts with { Coverage = 0.7 },
        ];
        foreach (var facing in worse) HealthScore.Of(facing).Score!.Value.ShouldBeLessThanOrEqualTo(before);
    });

    [Fact]
    public void More_proof_never_lowers_it() => Seeds.Check(200, random =>
    {
        var facts = Some(random) with { Coverage = 0.6 };
        var before = HealthScore.Of(facts).Score!.Value;
        HealthFacts[] better =
        [
            facts with { Coverage = 0.8 },
            facts with { Coverage = 1 },
            facts with { OpenFaults = [.. facts.OpenFaults.Skip(1)] },
            facts with { OverdueInspections = 0 },
            facts with { ContradictedInspections = 0 },
            facts with { Drifts = [.. facts.Drifts.Skip(1)] },
            facts with { Forecasts = [.. facts.Forecasts.Select(forecast => forecast with { Days = forecast.Days + 5 })] },
        ];
        foreach (var proven in better) HealthScore.Of(proven).Score!.Value.ShouldBeGreaterThanOrEqualTo(before);
    });

    [Fact]
    public void The_order_of_the_facts_changes_nothing() => Seeds.Check(100, random =>
    {
        var facts = Some(random) with { Coverage = 0.8 };
        var turned = facts with { OpenFaults = [.. facts.OpenFaults.Reverse()], Forecasts = [.. facts.Forecasts.Reverse()], Drifts = [.. facts.Drifts.Reverse()] };
        var (one, other) = (HealthScore.Of(facts), HealthScore.Of(turned));
        other.Score.ShouldBe(one.Score);
        other.Reasons.ShouldBe(one.Reasons);
    });

    private static HealthFacts Some(Random random) => new()
    {
        OpenFaults = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Fault(random))],
        Repeats = random.Next(5),
        Forecasts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Forecast(random))],
        Drifts = [.. Enumerable.Range(0, random.Next(5)).Select(n => Drift(random, "p" + n))],
        OverdueInspections = random.Next(4),
        ContradictedInspections = random.Next(3),
        AgeYears = random.Next(2) == 0 ? null : 20 * random.NextDouble(),
        DesignLifeYears = random.Next(2) == 0 ? null : 5 + (10 * random.NextDouble()),
        Coverage = random.NextDouble(),
    };

    private static HealthFault Fault(Random random) => new((Severity)random.Next(1, 5), TimeSpan.FromHours(600 * random.NextDouble()), "mode" + random.Next(3));

    private static HealthForecast Forecast(Random random) => new((Severity)random.Next(1, 5), 80 * random.NextDouble(), "point" + random.Next(3));

    private static HealthDrift Drift(Random random, string point) => new(point, random.NextDouble(), 12 * random.NextDouble());
}
