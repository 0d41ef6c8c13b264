using System.Text.Json;

namespace Facilities.Detection.Tests.Models;

/// <summary>A made-up pump whose vibration follows flow and room temperature, watched by a model of itself.</summary>
public sealed class ResidualModel_Tests
{
    private const int TrainedHours = 24 * 28;

    private static readonly ModelShape Shape = new(["flow", "room"], [new ModelSignal("vib", 0.05, Worse.Higher), new ModelSignal("current", 0.1)], 24);

    [Fact]
    public void What_follows_load_and_weather_raises_nothing_in_half_a_year()
    {
        foreach (var seed in Enumerable.Range(1, 10))
        {
            var rows = Rows(seed, TrainedHours + (24 * 180));
            Alarms(Fit(rows), rows.Skip(TrainedHours)).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void Wear_that_load_hides_is_found_and_its_signal_named()
    {
        // A quarter of what the load moves it by within a day.
        var rows = Rows(1, TrainedHours + (24 * 60), hour => hour < TrainedHours + 240 ? 0 : 0.0015 * (hour - TrainedHours - 240));
        var alarm = Alarms(Fit(rows), rows.Skip(TrainedHours)).ShouldHaveSingleItem();
        alarm.Hour.ShouldBeInRange(TrainedHours + 240, TrainedHours + 240 + (24 * 14));
        alarm.Step.Score!.Lead.ShouldBe(0);
    }

    [Fact]
    public void What_moves_the_harmless_way_starts_no_alarm()
    {
        var rows = Rows(1, TrainedHours + (24 * 30), hour => hour < TrainedHours ? 0 : -2);
        Alarms(Fit(rows), rows.Skip(TrainedHours)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_looks_ahead()
    {
        var rows = Rows(3, TrainedHours + 600, hour => hour < TrainedHours + 100 ? 0 : 1);
        var fit = Fit(rows);
        var whole = States(fit, rows.Skip(TrainedHours)).ToList();
        for (var until = 1; until < 600; until += 57) Text(States(fit, rows.Skip(TrainedHours).Take(until)).Last()).ShouldBe(Text(whole[until - 1]));
        var changed = rows.Select(row => row.Hour < TrainedHours + 300 ? row : row with { Signals = [99, 99] });
        Text(States(fit, changed.Skip(TrainedHours).Take(300)).Last()).ShouldBe(Text(whole[299]));
    }

    [Fact]
    public void A_restart_in_between_changes_nothing_to_the_bit()
    {
        var rows = Rows(4, TrainedHours + 400, hour => hour < TrainedHours + 100 ? 0 : 1);
        var fit = Fit(rows);
        var (straight, restarted) = (new ResidualState(), new ResidualState());
        var again = fit;
        foreach (var row in rows.Skip(TrainedHours))
        {
            straight = ResidualWatch.Advance(Shape, fit, fit.Limit, straight, row).State;
            restarted = ResidualWatch.Advance(Shape, again, again.Limit, restarted, row).State;
            restarted = JsonSerializer.Deserialize<ResidualState>(JsonSerializer.Serialize(restarted))!;
            again = JsonSerializer.Deserialize<ResidualFit>(JsonSerializer.Serialize(again))!;
            JsonSerializer.Serialize(restarted).ShouldBe(JsonSerializer.Serialize(straight));
        }
    }

    [Fact]
    public void A_gap_proves_nothing_and_ends_nothing()
    {
        var rows = Rows(5, TrainedHours + 1000, hour => hour < TrainedHours ? 0 : 2);
        var fit = Fit(rows);
        var state = new ResidualState();
        foreach (var row in rows.Skip(TrainedHours).Take(200)) state = ResidualWatch.Advance(Shape, fit, fit.Limit, state, row).State;
        var onset = state.OnsetHour.ShouldNotBeNull();

        var missing = rows[TrainedHours + 210] with { Signals = [double.NaN, double.NaN] };
        ResidualWatch.Advance(Shape, fit, fit.Limit, state, missing).State.OnsetHour.ShouldBe(onset);
        var step = ResidualWatch.Advance(Shape, fit, fit.Limit, state, rows[TrainedHours + 900]);
        (step.State.OnsetHour, step.Went, step.State.Rows).ShouldBe((onset, null, 1), "smoothing starts anew, the alarm stands");
        var fresh = ResidualWatch.Advance(Shape, fit, fit.Limit, new ResidualState { LastHour = TrainedHours - 400 }, rows[TrainedHours]);
        fresh.State.Above.ShouldBe(0, "one hour after a gap is no evidence");
    }

    [Fact]
    public void The_same_hour_again_and_one_that_comes_late_change_nothing()
    {
        var rows = Rows(6, TrainedHours + 50);
        var fit = Fit(rows);
        var state = States(fit, rows.Skip(TrainedHours)).Last();
        ResidualWatch.Advance(Shape, fit, fit.Limit, state, rows[^1]).State.ShouldBe(state);
        ResidualWatch.Advance(Shape, fit, fit.Limit, state, rows[^20]).State.ShouldBe(state);
    }

    [Fact]
    public void After_an_alarm_it_is_quiet_for_three_days()
    {
        var rows = Rows(7, TrainedHours + 500, hour => hour >= TrainedHours + 50 && hour < TrainedHours + 150 ? 3 : hour >= TrainedHours + 260 && hour < TrainedHours + 300 ? 3 : 0);
        var steps = Steps(Fit(rows), rows.Skip(TrainedHours)).Where(step => step.Step.Went is not null).ToList();
        steps.ShouldNotBeEmpty();
        foreach (var (off, on) in steps.Zip(steps.Skip(1)).Where(pair => pair.First.Step.Went == false && pair.Second.Step.Went == true)) (on.Hour - off.Hour).ShouldBeGreaterThanOrEqualTo(ResidualWatch.CoolHours);
    }

    [Fact]
    public void Operation_that_was_never_trained_is_not_judged_and_is_told_as_drift()
    {
        var rows = Rows(8, TrainedHours + 300);
        var fit = Fit(rows);
        var state = new ResidualState();
        foreach (var row in rows.Skip(TrainedHours))
        {
            // A changed setpoint: everything moves with it.
            var step = ResidualWatch.Advance(Shape, fit, fit.Limit, state, row with { Drivers = [row.Drivers[0] + 200, row.Drivers[1]], Signals = [row.Signals[0] + 9, row.Signals[1] + 40] });
            step.Score.ShouldBeNull();
            state = step.State;
        }

        ResidualWatch.IsDrifted(state).ShouldBeTrue();
        ResidualWatch.IsDrifted(States(fit, rows.Skip(TrainedHours)).Last()).ShouldBeFalse();
    }

    [Fact]
    public void Too_few_hours_make_no_model() => ResidualRegression.Fit(Shape, Rows(1, ResidualRegression.LeastRows - 1), 8).ShouldBeNull();

    /// <summary>The last quarter of the hours judges what the others taught.</summary>
    [Fact]
    public void What_changed_while_it_was_trained_widens_what_is_usual() =>
        Fit(Rows(1, TrainedHours, hour => hour < TrainedHours * 3 / 4 ? 0 : 3)).Spread[0].ShouldBeGreaterThan(5 * Fit(Rows(1, TrainedHours)).Spread[0]);

    [Fact]
    public void A_signal_that_is_hardly_there_is_left_out()
    {
        var rows = Rows(1, TrainedHours).Select(row => row with { Signals = [row.Signals[0], double.NaN] }).ToList();
        ResidualRegression.Fit(Shape, rows, 8)!.Signals.ShouldBe([0]);
    }

    private static string Text(ResidualState state) => JsonSerializer.Serialize(state);

    private static ResidualFit Fit(IReadOnlyList<ModelRow> rows) => ResidualRegression.Fit(Shape, [.. rows.Take(TrainedHours)], 8).ShouldNotBeNull();

    private static IEnumerable<(int Hour, ResidualStep Step)> Steps(ResidualFit fit, IEnumerable<ModelRow> rows)
    {
        var state = new ResidualState();
        foreach (var row in rows)
        {
            var step = ResidualWatch.Advance(Shape, fit, fit.Limit, state, row);
            state = step.State;
            yield return (row.Hour, step);
        }
    }

    private static IReadOnlyList<(int Hour, ResidualStep Step)> Alarms(ResidualFit fit, IEnumerable<ModelRow> rows) => [.. Steps(fit, rows).Where(step => step.Step.Went == true)];

    private static IEnumerable<ResidualState> States(ResidualFit fit, IEnumerable<ModelRow> rows) => Steps(fit, rows).Select(step => step.Step.State);

    /// <summary>Flow by hour of day, room by hour and weather within what the training saw; wear is added to vibration.</summary>
    private static List<ModelRow> Rows(int seed, int hours, Func<int, double>? wear = null)
    {
        var random = new Random(seed);
        var weather = 0.0;
        var rows = new List<ModelRow>();
        for (var hour = 0; hour < hours; hour++)
        {
            weather = (0.95 * weather) + (random.NextDouble() - 0.5);
            var flow = 40 + (25 * Math.Sin(2 * Math.PI * hour / 24)) + (6 * (random.NextDouble() - 0.5));
            var room = 18 + weather + (2 * Math.Sin(2 * Math.PI * (hour - 6) / 24));
            var vib = 1 + (0.03 * flow) + (0.0002 * flow * flow) + (0.2 * (random.NextDouble() - 0.5)) + (wear?.Invoke(hour) ?? 0);
            rows.Add(new ModelRow(hour, [flow, room], [vib, 10 + (0.3 * flow) + (0.05 * room) + (random.NextDouble() - 0.5)]));
        }

        return rows;
    }
}
