using Facilities.Detection.Signatures;
using Facilities.Operations.Proofs;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests;

/// <summary>
/// Plays what an asset reports around a claim: ordinary use, and in it the work, or what somebody passes off as work. Every value is reported every minute, what is
/// done every second at first and then every ten.
/// </summary>
internal sealed class WorkPlay
{
    public const long Start = 1_772_416_800_000;
    private const long Second = 1_000;
    private const long Hour = 3_600_000;

    /// <summary>What people do: from, to (seconds after the claimed start), point, value.</summary>
    private static readonly Dictionary<string, Script> Scripts = new(StringComparer.Ordinal)
    {
        ["elevator-visit"] = new(2400,
            [(60, 1560, "mode", 1), (60, 1560, "car_speed", 0), (300, 320, "car_speed", 0.3), (600, 620, "car_speed", -0.3), (900, 920, "car_speed", 0.3)],
            [(60, 540, "mode", 1), (60, 540, "car_speed", 0)],
            [(60, 1560, "mode", 3), (60, 1560, "car_speed", 0), (300, 320, "car_speed", 0.3), (600, 620, "car_speed", 0.3)]),
        ["intercom-test"] = new(300, [(60, 70, "alarm_button", 1), (75, 95, "intercom_call", 1)], [(60, 70, "alarm_button", 1)], [(75, 95, "intercom_call", 1)]),
        ["rescue-drill"] = new(1200,
            [(60, 90, "alarm_button", 1), (300, 660, "mode", 1), (55, 600, "car_speed", 0), (55, 600, "door_state", 0), (600, 660, "door_state", 2), (600, 660, "in_door_zone", 1)],
            [(60, 90, "alarm_button", 1)],
            [(300, 660, "mode", 1), (55, 600, "car_speed", 0), (55, 600, "door_state", 0), (600, 660, "door_state", 2)]),
        ["fire-pump-start"] = new(1200,
            [(60, 62, "start_command", 1), (64, 844, "run", 1), (66, 844, "current_a", 13), (70, 844, "discharge_mpa", 0.92)],
            [(60, 62, "start_command", 1), (64, 304, "run", 1), (66, 304, "current_a", 13), (70, 304, "discharge_mpa", 0.92)],
            [(60, 62, "start_command", 1), (64, 844, "run", 1), (66, 844, "current_a", 2)]),
        ["fire-pump-start-diesel"] = new(3000,
            [(60, 62, "start_command", 1), (64, 2044, "run", 1), (70, 2044, "discharge_mpa", 0.92)],
            [(60, 62, "start_command", 1), (64, 664, "run", 1), (70, 664, "discharge_mpa", 0.92)],
            [(60, 62, "start_command", 1), (64, 2044, "run", 1), (70, 2044, "discharge_mpa", 0.6)]),
        ["fire-pump-manual"] = new(600,
            [(60, 300, "run", 1), (64, 300, "current_a", 13)],
            [(60, 300, "run", 1), (64, 300, "current_a", 13), (50, 20_000, "selector", 1)],
            [(60, 300, "run", 1)]),
        ["fire-pump-flow"] = new(1200,
            [(60, 900, "run", 1), (60, 300, "discharge_mpa", 0.90), (300, 600, "discharge_mpa", 0.80), (600, 900, "discharge_mpa", 0.70)],
            [(60, 900, "run", 1), (60, 300, "discharge_mpa", 0.90), (300, 900, "discharge_mpa", 0.80)],
            [(60, 900, "run", 1), (60, 900, "discharge_mpa", 0.90)]),
        ["sprinkler-end"] = new(900,
            [(60, 180, "sprinkler_end_mpa", 0.12), (80, 180, "flow_switch", 1), (90, 180, "pressure_switch", 1), (95, 400, "run", 1)],
            [(60, 180, "sprinkler_end_mpa", 0.12), (80, 180, "flow_switch", 1)],
            [(95, 400, "run", 1), (80, 180, "flow_switch", 1)]),
        ["sprinkler-flow-switch"] = new(600, [(60, 180, "sprinkler_end_mpa", 0.12), (80, 180, "flow_switch", 1)], [(60, 180, "sprinkler_end_mpa", 0.12)], [(80, 180, "flow_switch", 1)]),
        ["hydrant-test"] = new(600, [(60, 180, "hydrant_static_mpa", 0.15)], [(60, 40_000, "hydrant_static_mpa", 0.15)], [(60, 180, "sprinkler_end_mpa", 0.12)]),
        ["smoke-test"] = new(900,
            [(60, 180, "alarm", 1), (65, 600, "fire-alarm/fire", 1), (120, 600, "fire-alarm/silenced", 1)], [(60, 180, "alarm", 1)], [(65, 600, "fire-alarm/fire", 1), (120, 600, "fire-alarm/silenced", 1)]),
        ["emergency-function"] = new(300, [(60, 130, "mode", 1), (130, 400, "mode", 2)], [(60, 75, "mode", 1)], [(60, 400, "mode", 2)]),
        ["emergency-discharge"] = new(7200, [(60, 5760, "mode", 1), (5760, 48_960, "mode", 2)], [(60, 2460, "mode", 1), (2460, 20_000, "mode", 2)], [(60, 20_000, "mode", 2)]),
        ["tank-cleaning"] = new(14_400,
            [(600, 4200, "tank_level_m", 0.1), (600, 5400, "free_cl_mg_l", 0), (4200, 7200, "tank_level_m", 1.2)], [(600, 90_000, "tank_level_m", 0.1), (600, 90_000, "free_cl_mg_l", 0)], [(600, 4200, "tank_level_m", 1.2)]),
    };

    private static readonly Dictionary<string, string> Attributes = new(StringComparer.Ordinal)
    {
        ["rated_current_a"] = "24",
        ["churn_mpa"] = "0.9",
        ["required_min"] = "90",
    };

    private readonly ProofRule _rule;
    private readonly SortedDictionary<long, SortedDictionary<string, double>> _reports = [];
    private readonly long _from;
    private readonly long _to;

    public WorkPlay(ProofRule rule)
    {
        _rule = rule;
        ClaimedEnd = Start + Scripts[rule.Key].Seconds * Second;
        Window = new TimeSpanUnixMs(Start - (long)ProofRules.Around.TotalMilliseconds, ClaimedEnd + (long)rule.Reach.TotalMilliseconds);
        (_from, _to) = (Window.FromUnixMs - 2 * Hour, Window.ToUnixMs + 2 * Hour);
        Ordinary();
    }

    public long ClaimedEnd { get; }

    public TimeSpanUnixMs Window { get; }

    public static IEnumerable<string> Rules => Scripts.Keys;

    public IReadOnlyDictionary<long, SortedDictionary<string, double>> Reports => _reports;

    public WorkPlay Honest() => Do(Scripts[_rule.Key].Honest);

    public WorkPlay Half() => Do(Scripts[_rule.Key].Half);

    public WorkPlay Wrong() => Do(Scripts[_rule.Key].Wrong);

    /// <summary>Nothing comes from ten minutes before the claimed time to ten minutes after it.</summary>
    public WorkPlay Gap()
    {
        foreach (var at in _reports.Keys.Where(at => at > Start - 600 * Second && at < ClaimedEnd + 600 * Second).ToList()) _reports.Remove(at);
        return this;
    }

    /// <summary>One per cent of noise on what is measured, one report in twenty lost, the clock wrong by up to a minute.</summary>
    public WorkPlay Disturb(Random random)
    {
        var shift = random.Next(-60_000, 60_001);
        var reports = _reports.ToList();
        _reports.Clear();
        foreach (var (at, values) in reports)
        {
            if (random.Next(20) == 0) continue;
            foreach (var key in values.Keys.Where(key => key.EndsWith("_mpa", StringComparison.Ordinal) || key.EndsWith("_a", StringComparison.Ordinal) || key is "car_speed" or "tank_level_m").ToList())
                values[key] *= 1 + 0.01 * (random.NextDouble() * 2 - 1);
            _reports[at + shift] = values;
        }

        return this;
    }

    public SignatureResult Judge()
    {
        var (signature, missing) = _rule.For(Attributes);
        missing.ShouldBeNull();
        var within = Coverage(Window.FromUnixMs, Window.ToUnixMs);
        return SignatureMatcher.Match(signature!, new SignatureEvidence
        {
            Window = Window,
            Series = _rule.Points.ToDictionary(point => point, point => (IReadOnlyList<Sample>)[.. _reports.Where(report => report.Value.ContainsKey(point) && report.Key < Window.ToUnixMs).Select(report => new Sample(report.Key, report.Value[point]))]),
            Gaps = within.Gaps,
            CoverageBefore = Coverage(Window.FromUnixMs - Hour, Window.FromUnixMs).Share,
            CoverageWithin = within.Share,
            CoverageAfter = Coverage(Window.ToUnixMs, Window.ToUnixMs + Hour).Share,
        });
    }

    private Coverage Coverage(long from, long to)
    {
        var count = new CoverageCount(from, to, TimeSpan.FromMinutes(3));
        foreach (var at in _reports.Keys.Where(at => at >= from - CoverageCount.Reach(TimeSpan.FromMinutes(3)) && at < to)) count.Add(at);
        return count.Finish();
    }

    private WorkPlay Do((int From, int To, string Point, double Value)[] acts)
    {
        foreach (var group in acts.GroupBy(act => act.Point))
        {
            // What people do replaces what would have been reported.
            foreach (var (from, to, point, value) in group)
            {
                var (begin, end) = (Start + from * Second, Math.Min(_to, Start + to * Second));
                foreach (var report in _reports.Where(report => report.Key >= begin && report.Key < end && report.Value.ContainsKey(point))) report.Value[point] = value;
                for (var at = begin; at < end; at += at - begin < 60 * Second ? Second : 10 * Second) Report(at, point, value);
                // What goes back to rest says so more than once: one report may be lost.
                for (var at = end; at < end + 10 * Second && at < _to && !group.Any(other => Start + other.From * Second == end); at += 2 * Second) Report(at, point, Idle(point));
            }
        }

        return this;
    }

    private void Ordinary()
    {
        for (var at = _from; at < _to; at += 60 * Second)
        {
            foreach (var point in _rule.Points.Append("hydrant_static_mpa").Append("sprinkler_end_mpa")) Report(at, point, Idle(point));
        }

        if (_rule.AssetType != "elevator") return;
        var floor = 1;
        for (var at = _from + 7 * Second; at < _to; at += 90 * Second)
        {
            floor = floor % 6 + 1;
            Report(at, "door_state", 0);
            for (var moving = 0; moving < 10; moving++) Report(at + moving * Second, "car_speed", 1.5);
            Report(at + 10 * Second, "car_speed", 0);
            Report(at + 10 * Second, "car_floor", floor);
            Report(at + 12 * Second, "door_state", 2);
            Report(at + 18 * Second, "door_state", 0);
        }
    }

    private static double Idle(string point) => point switch
    {
        "discharge_mpa" => 0.45,
        "hydrant_static_mpa" => 0.19,
        "sprinkler_end_mpa" => 0.22,
        "tank_level_m" => 2.5,
        "free_cl_mg_l" => 0.3,
        "in_door_zone" or "car_floor" => 1,
        _ => 0,
    };

    private void Report(long at, string point, double value)
    {
        if (!_reports.TryGetValue(at, out var values)) _reports[at] = values = new(StringComparer.Ordinal);
        values[point] = value;
    }

    private sealed record Script(int Seconds, (int From, int To, string Point, double Value)[] Honest, (int From, int To, string Point, double Value)[] Half, (int From, int To, string Point, double Value)[] Wrong);
}
