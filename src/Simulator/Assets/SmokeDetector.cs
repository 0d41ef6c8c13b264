using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>A stand-alone radio smoke detector (domain sheet §2.4): wakes every 12 h, or at once when something changes.</summary>
internal sealed class SmokeDetector : VirtualAsset
{
    private readonly SeededRandom _noise;
    private readonly double _contamination;
    private readonly double _rssi;

    public SmokeDetector(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs)
    {
        _noise = Random("noise");
        _contamination = _noise.Between(8, 35);
        _rssi = _noise.Between(-98, -72);
        Run(Watch());
    }

    private IEnumerable<long> Watch()
    {
        var tampered = false;
        var heartbeat = NowUnixMs;
        var reported = 0.0;
        while (true)
        {
            var contamination = Math.Min(100, _contamination + 75 * Level(FaultKind.Contamination));
            // Electronics speak up when a limit nears, not only twice a day.
            if (NowUnixMs >= heartbeat || Flapped != tampered || Math.Abs(contamination - reported) >= 10)
            {
                tampered = Flapped;
                reported = contamination;
                heartbeat = NextBeat(12 * Hour);
                Send(NewReport().Flag("alarm", false).Flag("tamper", tampered)
                    .Number("battery_pct", Math.Clamp(88 - 75 * Level(FaultKind.BatteryAgeing), 0, 100), 0)
                    .Number("contamination_pct", contamination, 0)
                    .Number("temp_c", Math.Max(5, 19 + 0.4 * (OutdoorC - 13)) + 0.2 * _noise.Normal(), 1)
                    .Number("rssi_dbm", _rssi + 2 * _noise.Normal(), 0));
            }
            yield return Math.Min(heartbeat, NowUnixMs + Minute);
        }
    }
}
