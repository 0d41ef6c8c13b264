using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>
/// A fire pump at rest with its tanks and the worst hydrant and sprinkler (domain sheet §2.3). It starts every Wednesday at 10:00 local
/// time against closed valves (churn) for 12 minutes, as GB 50974's weekly test wants, reporting every second while it runs.
/// </summary>
internal sealed class FirePump : VirtualAsset
{
    private readonly SeededRandom _noise;
    private readonly double _churnMpa;
    private readonly double _ratedCurrent;
    private readonly bool _diesel;

    private bool _running;
    private double _currentA;
    private double _dischargeMpa;
    private int _jockeyStarts;
    private double _jockeyDebt;

    public FirePump(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs)
    {
        _noise = Random("noise");
        _churnMpa = AssetRatings.Of(plan, AssetAttributes.ChurnMpa);
        _ratedCurrent = AssetRatings.Of(plan, AssetAttributes.RatedCurrentA);
        _diesel = AssetRatings.Of(plan, AssetAttributes.Diesel) != 0;
        _dischargeMpa = Static;
        Run(WeeklyStart());
        Run(TrialStarts());
        Run(Switches());
        Run(PowerAndPressure());
        Run(Levels());
        Run(Room());
    }

    private double Static => 0.45 * (1 - 0.35 * Level(FaultKind.ValveClosed)) - 0.08 * Level(FaultKind.FireWaterLeak);

    private string Selector => Has(FaultKind.FirePumpManual) ? "MANUAL" : "AUTO";

    private bool MainSupply => !Has(FaultKind.SupplyLoss) && !Flapped;

    private IEnumerable<long> WeeklyStart()
    {
        while (true)
        {
            var start = NextWednesday();
            // In hops of a day: the wait must not hide a fault clock that is asked meanwhile.
            while (NowUnixMs < start) yield return Math.Min(start, NowUnixMs + Day);
            if (Selector != "AUTO" || !MainSupply || _running)
            {
                yield return NowUnixMs + Minute;
                continue;
            }
            foreach (var instant in Start(TimeSpan.FromMinutes(12))) yield return instant;
        }
    }

    /// <summary>Some faults only show when the pump runs: the crew tries it once such a fault is fully there.</summary>
    private IEnumerable<long> TrialStarts()
    {
        FaultKind[] hidden = [FaultKind.WornPump, FaultKind.StartFails];
        var tried = new HashSet<long>();
        while (true)
        {
            if (!_running && Pending(hidden, tried) is { } fault && fault.StartUnixMs + fault.Development.TotalMilliseconds <= NowUnixMs)
            {
                tried.Add(fault.StartUnixMs);
                foreach (var instant in Start(TimeSpan.FromMinutes(5))) yield return instant;
            }
            yield return NowUnixMs + 10 * Second;
        }
    }

    private long NextWednesday()
    {
        var offset = (long)Site.UtcOffset.TotalMilliseconds;
        var day = Local.LocalDay(NowUnixMs);
        while (true)
        {
            var ten = day * Day + 10 * Hour - offset;
            if (ten > NowUnixMs && Local.Weekday(ten) == DayOfWeek.Wednesday) return ten;
            day++;
        }
    }

    /// <summary>Pressure drop at the switch, current within seconds, churn pressure, stop by hand.</summary>
    private IEnumerable<long> Start(TimeSpan duration)
    {
        Send(NewReport().Flag("pressure_switch", true).Flag("start_command", true).Number("discharge_mpa", Static * 0.7, 3));
        yield return NowUnixMs + 2 * Second;
        Send(NewReport().Flag("pressure_switch", false).Flag("run", true));
        var fails = Has(FaultKind.StartFails);
        var start = NowUnixMs;
        _running = true;
        while (NowUnixMs - start < duration.TotalMilliseconds)
        {
            yield return NowUnixMs + Second;
            var spinUp = fails ? 0 : 1 - Math.Exp(-(NowUnixMs - start) / 2500.0);
            var churn = _churnMpa * (1 - 0.15 * Level(FaultKind.WornPump));
            var inrush = 2.5 * Math.Exp(-(NowUnixMs - start) / 1200.0);
            _currentA = fails ? 0 : Math.Max(0, _ratedCurrent * (0.55 * spinUp + inrush * spinUp) * (1 + 0.01 * _noise.Normal()));
            _dischargeMpa = Static + (churn - Static) * spinUp + 0.004 * _noise.Normal();
            Send(NewReport().Flag("run", true).Number("current_a", _currentA, 1).Number("discharge_mpa", _dischargeMpa, 3));
            if (fails && NowUnixMs - start > 30 * Second) break;
        }
        _running = false;
        _currentA = 0;
        _dischargeMpa = Static;
        Send(NewReport().Flag("start_command", false).Flag("run", false).Number("current_a", 0, 1).Number("discharge_mpa", _dischargeMpa, 3).State("selector", Selector));
    }

    private IEnumerable<long> Switches()
    {
        var selector = "";
        var valve = false;
        var first = true;
        while (true)
        {
            var valveNow = !Has(FaultKind.ValveClosed);
            var report = NewReport();
            if (first || selector != Selector) report.State("selector", selector = Selector);
            if (first || valve != valveNow) report.Flag("valve_open", valve = valveNow);
            if (first) report.Flag("flow_switch", false).Flag("pressure_switch", false).Flag("start_command", false).Flag("run", false);
            first = false;
            Send(report);
            yield return NowUnixMs + 5 * Second;
        }
    }

    private IEnumerable<long> PowerAndPressure()
    {
        while (true)
        {
            var report = NewReport().Flag("power_main", MainSupply).Flag("power_backup", true);
            if (!_running)
            {
                _dischargeMpa = Static + 0.003 * _noise.Normal();
                report.Flag("run", false).Number("current_a", 0, 1).Number("discharge_mpa", _dischargeMpa, 3);
            }
            Send(report);
            yield return NextBeat(Minute);
        }
    }

    private IEnumerable<long> Levels()
    {
        var hour = NowUnixMs / Hour;
        while (true)
        {
            // The jockey pump tops up what seeps away: one start every 40 minutes, with a leak up to one every 3.
            _jockeyDebt += 5.0 / 40 + 5.0 / 3 * Math.Min(1.5, Level(FaultKind.FireWaterLeak));
            while (_jockeyDebt >= 1)
            {
                _jockeyDebt--;
                _jockeyStarts++;
            }
            var low = Math.Min(1, Level(FaultKind.LowTank));
            var closed = Level(FaultKind.ValveClosed);
            var leak = Math.Min(1, Level(FaultKind.FireWaterLeak));
            var report = NewReport()
                .Number("hydrant_static_mpa", Math.Max(0, 0.19 * (1 - 0.75 * Math.Min(1, closed)) - 0.05 * leak + 0.002 * _noise.Normal()), 3)
                .Number("sprinkler_end_mpa", Math.Max(0, 0.22 * (1 - 0.7 * Math.Min(1, closed)) - 0.05 * leak + 0.002 * _noise.Normal()), 3)
                .Number("tank_level_m", 2.6 * (1 - 0.6 * low) + 0.01 * _noise.Normal(), 2)
                .Number("pool_level_m", 3.4 * (1 - 0.5 * low) + 0.01 * _noise.Normal(), 2);
            if (NowUnixMs / Hour != hour)
            {
                hour = NowUnixMs / Hour;
                report.Count64("jockey_starts_h", _jockeyStarts);
                _jockeyStarts = 0;
            }
            Send(report);
            yield return NextBeat(5 * Minute);
        }
    }

    private IEnumerable<long> Room()
    {
        while (true)
        {
            var room = Math.Max(7.5, 15 + 0.35 * (OutdoorC - 13));
            var freezing = Math.Min(1.2, Level(FaultKind.Freezing));
            var report = NewReport().Number("room_temp_c", room - freezing * (room - 1) + 0.1 * _noise.Normal(), 1);
            if (_diesel)
                report.Number("diesel_batt_v", 25.6 - 2.4 * Level(FaultKind.DieselBattery) + 0.03 * _noise.Normal(), 2).Number("fuel_pct", 92, 0);
            Send(report);
            yield return NextBeat(10 * Minute);
        }
    }
}
