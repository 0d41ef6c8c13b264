using Facilities.Detection.Signatures;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Facilities.Simulator.Work;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests;

/// <summary>
/// Plays what an asset reports around a claim: plain ordinary use, and in it the simulator's <see cref="WorkScripts"/>: the work, or what somebody passes off as it. Every
/// value is reported every minute, what is done every second at first and then every ten.
/// </summary>
internal sealed class WorkPlay
{
    public const long Start = 1_772_416_800_000;
    private const long Second = 1_000;
    private const long Hour = 3_600_000;

    private static readonly Dictionary<string, string> Attributes = new(StringComparer.Ordinal)
    {
        ["rated_current_a"] = "24",
        ["churn_mpa"] = "0.9",
        ["required_min"] = "90",
    };

    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();

    private readonly ProofRule _rule;
    private readonly WorkScript _script;
    private readonly SortedDictionary<long, SortedDictionary<string, double>> _reports = [];
    private readonly long _from;
    private readonly long _to;

    public WorkPlay(ProofRule rule)
    {
        _rule = rule;
        _script = WorkScripts.All.Single(script => script.Key == rule.Key);
        ClaimedEnd = Start + (long)_script.Length.TotalMilliseconds;
        Window = new TimeSpanUnixMs(Start - (long)ProofRules.Around.TotalMilliseconds, ClaimedEnd + (long)rule.Reach.TotalMilliseconds);
        (_from, _to) = (Window.FromUnixMs - 2 * Hour, Window.ToUnixMs + 2 * Hour);
        Ordinary();
    }

    public long ClaimedEnd { get; }

    public TimeSpanUnixMs Window { get; }

    public static IEnumerable<string> Rules => WorkScripts.All.Select(script => script.Key);

    public IReadOnlyDictionary<long, SortedDictionary<string, double>> Reports => _reports;

    public WorkPlay Honest() => Do(_script.Honest);

    public WorkPlay Half() => Do(_script.Half);

    public WorkPlay Wrong() => Do(_script.WrongSignal);

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

    private WorkPlay Do(IReadOnlyList<WorkAct> acts)
    {
        foreach (var group in acts.GroupBy(act => act.Point))
        {
            // What people do replaces what would have been reported.
            foreach (var act in group)
            {
                var (point, value) = (act.Point, ValueOf(act));
                var (begin, end) = (Start + act.FromS * Second, Math.Min(_to, Start + act.ToS * Second));
                foreach (var report in _reports.Where(report => report.Key >= begin && report.Key < end && report.Value.ContainsKey(point))) report.Value[point] = value;
                for (var at = begin; at < end; at += at - begin < 60 * Second ? Second : 10 * Second) Report(at, point, value);
                // What goes back to rest says so more than once: one report may be lost.
                for (var at = end; at < end + 10 * Second && at < _to && !group.Any(other => Start + other.FromS * Second == end); at += 2 * Second) Report(at, point, Idle(point));
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

    /// <summary>As it is stored: a state by its index.</summary>
    private double ValueOf(WorkAct act)
    {
        if (act.Flag is { } flag) return flag ? 1 : 0;
        if (act.State is { } state) return Templates[act.OtherType ?? _rule.AssetType].Point(act.PointKey)!.Definition.States.ToList().IndexOf(state);
        return act.NumberOf(key => double.Parse(Attributes[key], System.Globalization.CultureInfo.InvariantCulture)) ?? 0;
    }
}
