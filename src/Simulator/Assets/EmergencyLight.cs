using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>
/// A self-testing emergency light (domain sheet §2.4): every 30 days 60 s on battery, once a year a full discharge until the battery
/// gives up, then charging. Battery voltage follows charge, which follows what it had to deliver.
/// </summary>
internal sealed class EmergencyLight : VirtualAsset
{
    /// <summary>Minutes a healthy battery lights the lamp.</summary>
    private const double FullMinutes = 95;

    private readonly SeededRandom _noise;

    private string _mode = "mains";
    private double _charge = 1;

    public EmergencyLight(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs)
    {
        _noise = Random("noise");
        Run(Report());
        Run(Tests());
    }

    private double CapacityMinutes => FullMinutes * (1 - 0.8 * Math.Min(1, Level(FaultKind.BatteryAgeing)));

    private bool LampOk => !Has(FaultKind.LampOut);

    private IEnumerable<long> Report()
    {
        var last = ("", false);
        var heartbeat = NowUnixMs;
        while (true)
        {
            if (_mode == "mains" && Has(FaultKind.ChargerFault)) _mode = "charging";
            else if (_mode == "charging" && _charge >= 1 && !Has(FaultKind.ChargerFault)) _mode = "mains";
            var present = (_mode, LampOk);
            if (NowUnixMs >= heartbeat || present != last)
            {
                last = present;
                heartbeat = NextBeat(5 * Minute);
                Send(NewReport().State("mode", _mode).Flag("mains_ok", true).Flag("lamp_ok", LampOk)
                    .Number("battery_v", 3.2 + 0.9 * Math.Sqrt(Math.Max(0, _charge)) - (_mode == "emergency" ? 0.12 : 0)
                        - 0.95 * Math.Min(1.5, Level(FaultKind.BatteryAgeing)) + 0.005 * _noise.Normal(), 3));
            }
            yield return Math.Min(heartbeat, NowUnixMs + 10 * Second);
        }
    }

    private IEnumerable<long> Tests()
    {
        while (true)
        {
            var day = Local.LocalDay(NowUnixMs);
            var phase = (uint)Plan.Seed % 30;
            var next = day + 1 + (30 - (day + 1 + phase) % 30) % 30;
            var at = next * Day + 2 * Hour + 30 * Minute - (long)Site.UtcOffset.TotalMilliseconds;
            while (NowUnixMs < at) yield return Math.Min(at, NowUnixMs + Day);
            var yearly = (next + phase) / 30 % 12 == 0;
            foreach (var instant in Discharge(yearly ? CapacityMinutes : 1)) yield return instant;
        }
    }

    private IEnumerable<long> Discharge(double minutes)
    {
        var start = NowUnixMs;
        _mode = "emergency";
        while (NowUnixMs - start < minutes * Minute)
        {
            yield return NowUnixMs + 10 * Second;
            _charge = Math.Max(0, _charge - 10 / 60.0 / CapacityMinutes);
        }
        _mode = "charging";
        Send(NewReport().State("mode", _mode).Flag("mains_ok", true).Number("emergency_min", (NowUnixMs - start) / (double)Minute, 1));
        while (_charge < 1 || Has(FaultKind.ChargerFault))
        {
            yield return NowUnixMs + Minute;
            if (!Has(FaultKind.ChargerFault)) _charge = Math.Min(1, _charge + 1 / (12 * 60.0)); // 12 h for an empty battery
        }
    }
}
