using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>
/// A lighting circuit (domain sheet §2.5), every 5 minutes and at each switching: lit from dusk to dawn (or always), power = lit lamps ×
/// watts × (voltage/220)², light from lamps and daylight, leakage up in wet weather.
/// </summary>
internal sealed class LightingCircuit : VirtualAsset
{
    private readonly SeededRandom _noise;
    private readonly int _lamps;
    private readonly double _lampW;
    private readonly bool _always;
    private readonly double _leakMa;
    private double _energyKwh;

    public LightingCircuit(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs)
    {
        _noise = Random("noise");
        _lamps = (int)AssetRatings.Of(plan, AssetAttributes.Lamps);
        _lampW = AssetRatings.Of(plan, AssetAttributes.LampW);
        _always = AssetRatings.Of(plan, AssetAttributes.AlwaysOn) != 0;
        _leakMa = _noise.Between(3, 7);
        _energyKwh = Math.Max(0, (startUnixMs - 1_704_067_200_000L) / (double)Hour) * _lamps * _lampW / 1000 * (_always ? 1 : 0.48);
        Run(Report());
    }

    private bool On
    {
        get
        {
            if (Has(FaultKind.DarkCircuit)) return false;
            if (_always || Has(FaultKind.DayBurning)) return true;
            var (rise, set) = Local.Daylight(NowUnixMs);
            return HourOfDay < rise || HourOfDay >= set;
        }
    }

    private int Burning => _lamps - (int)Math.Min(_lamps, Math.Round(_lamps * 0.25 * Level(FaultKind.LampsOut)));

    private IEnumerable<long> Report()
    {
        var last = (On: false, Burning: -1);
        var beat = NowUnixMs;
        var before = NowUnixMs;
        var power = 0.0;
        while (true)
        {
            _energyKwh += power * (NowUnixMs - before) / 3_600_000 / 1000;
            before = NowUnixMs;
            var present = (On, Burning);
            if (NowUnixMs >= beat || present != last)
            {
                last = present;
                if (NowUnixMs >= beat) beat = NextBeat(5 * Minute);
                power = SendReport();
            }
            yield return Math.Min(beat, NowUnixMs + 10 * Second);
        }
    }

    /// <returns>Power in W.</returns>
    private double SendReport()
    {
        var volts = 226 - 4 * Math.Exp(-Math.Pow((HourOfDay - 19.5) / 2.5, 2)) + 0.6 * _noise.Normal();
        var driver = Level(FaultKind.DriverFailing);
        var flicker = driver > 0 && _noise.Chance(0.4) ? 1 + 0.35 * driver * _noise.NextUnit() : 1;
        var lit = On ? Burning : 0;
        var power = lit * _lampW * Math.Pow(volts / 220, 2) * 0.96 * flicker * (1 + 0.004 * _noise.Normal()) + 3;
        var ageing = 1 - 0.4 * Math.Min(1.5, Level(FaultKind.LampAgeing));
        var lux = 75.0 * lit / _lamps * ageing * (1 + 0.01 * _noise.Normal()) + (_always ? 0 : Local.DaylightLux(NowUnixMs) / 10);
        var wet = Math.Max(0, Math.Sin(2 * Math.PI * NowUnixMs / (5.3 * Day)));
        var leak = _leakMa * (1 + 0.5 * wet) + 35 * Level(FaultKind.LeakageRising) * (0.8 + 0.4 * wet) + 0.15 * _noise.Normal();
        Send(NewReport()
            .Number("power_w", power, 1).Number("voltage_v", volts, 1).Number("current_a", power / volts / 0.95, 2)
            .Number("lux", lux, 1).Flag("on", On).Number("leak_ma", Math.Max(0, leak), 1)
            .Number("energy_kwh", _energyKwh, 2).Flag("cabinet_open", false));
        return power;
    }
}
