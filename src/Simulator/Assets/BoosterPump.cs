using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>
/// A speed-controlled booster set (domain sheet §2.2) in steps of 10 s. Demand sets the flow, the controller the speed s (share of
/// 50 Hz) that holds the setpoint, by the affinity laws:
/// <code>
/// head(Q, s) = H0·s² − a·Q²     H0 = 1.25·Hr, a = 0.25·Hr/Qr²
/// </code>
/// Speed and flow set power, current and vibration; current and speed heat motor and bearing with a lag.
/// </summary>
internal sealed class BoosterPump : VirtualAsset
{
    private const double StepS = 10;

    private readonly WaterDemand _demand;
    private readonly SeededRandom _noise;
    private readonly ThermalMass _bearing;
    private readonly ThermalMass _motor;
    private readonly double _ratedFlow;
    private readonly double _ratedHead;
    private readonly double _setpoint;
    private readonly double _motorKw;
    private readonly double _ratedCurrentA;
    private readonly double _vibration;

    private double _tankM;
    private bool _filling;
    private double _energyKwh;
    private double _cycle;
    private int _starts;
    private long _startsHour;
    private bool _ran = true;
    private PumpState _state;

    public BoosterPump(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs)
    {
        _ratedFlow = AssetRatings.Of(plan, AssetAttributes.RatedFlowM3h);
        _ratedHead = AssetRatings.Of(plan, AssetAttributes.HeadM) / 102;
        _setpoint = AssetRatings.Of(plan, AssetAttributes.SetpointMpa);
        _motorKw = AssetRatings.Of(plan, AssetAttributes.RatedKw);
        _ratedCurrentA = AssetRatings.Of(plan, AssetAttributes.RatedCurrentA);
        _demand = new WaterDemand(Random("demand"), Local);
        _noise = Random("noise");
        _vibration = _noise.Between(0.85, 1.15);
        _tankM = _noise.Between(1.9, 2.4);
        _energyKwh = Math.Max(0, (startUnixMs - 1_704_067_200_000L) / (double)Hour) * _motorKw * 0.35;
        _bearing = new ThermalMass(TimeSpan.FromMinutes(18), RoomC + 20);
        _motor = new ThermalMass(TimeSpan.FromMinutes(28), RoomC + 18);
        Run(Work());
        Run(WaterQuality());
    }

    private double RoomC => 17 + 0.3 * (OutdoorC - 13);

    private IEnumerable<long> Work()
    {
        var beat = 0L;
        while (true)
        {
            Advance();
            Report(beat++);
            yield return NowUnixMs + (long)(StepS * Second);
        }
    }

    private void Advance()
    {
        var share = _demand.Next(NowUnixMs);
        var supply = !Has(FaultKind.SupplyLoss);
        var running = Cycling(out var sag) && supply;
        var burst = Level(FaultKind.Burst);
        var flow = _ratedFlow * Math.Min(1.25, share * (1 + 0.9 * burst) + 0.25 * burst);
        var cavitation = Level(FaultKind.Cavitation);
        var inlet = 0.12 + 0.0098 * _tankM - 0.012 * share * share - 0.11 * Math.Min(1.1, cavitation) + 0.0012 * _noise.Normal();
        var target = _setpoint * (1 - 0.25 * Level(FaultKind.LowPressure) - 0.35 * Math.Min(2, burst)) + 0.0025 * _noise.Normal();

        var dry = Level(FaultKind.DryRun);
        var wear = Level(FaultKind.ImpellerWear);
        var h0 = 1.25 * _ratedHead * (1 - 0.22 * Math.Min(2, wear));
        var a = 0.25 * _ratedHead / (_ratedFlow * _ratedFlow);
        var head = Math.Max(0.05, target - inlet);
        var speed = Math.Sqrt((head + a * flow * flow) / h0);
        if (speed > 1)
        {
            speed = 1;
            head = Math.Max(0.02, h0 - a * flow * flow);
            target = inlet + head;
        }
        speed = Math.Max(speed, 0.42);

        if (!running)
        {
            _state = new PumpState(false, 0, supply ? flow : 0, supply ? target - sag : Math.Max(inlet, _state.Discharge * 0.93), inlet, 0);
        }
        else if (dry > 0)
        {
            _state = new PumpState(true, 50, 0, Math.Max(0.02, 0.06 * _noise.NextUnit()), Math.Max(0, inlet * 0.15), 0.28 * _ratedCurrentA * Noise(0.01));
        }
        else
        {
            var load = flow * head / (_ratedFlow * _ratedHead);
            var off = flow / _ratedFlow / speed - 0.85;
            var efficiency = Math.Max(0.4, 1 - 0.3 * off * off) * (1 - 0.12 * Math.Min(2, wear));
            var current = _ratedCurrentA * (0.18 + 0.2 * speed * speed + 0.58 * load / efficiency)
                * (1 - 0.16 * cavitation) * (1 + 0.35 * Level(FaultKind.PhaseLoss)) * (1 + 0.05 * Level(FaultKind.PumpBearing)) * Noise(0.008);
            _state = new PumpState(true, 50 * speed + 0.04 * _noise.Normal(), flow * (1 - 0.15 * cavitation), target, inlet, current);
        }
        CountStarts(running);
        Heat();
        MoveWater();
    }

    /// <summary>
    /// A tight check valve and a vessel with air let the pump run through; otherwise it stops when the pressure is reached and starts
    /// again when it has sagged.
    /// </summary>
    private bool Cycling(out double sag)
    {
        sag = 0;
        var air = Math.Min(1, Level(FaultKind.VesselLostAir));
        var leak = Math.Min(1.5, Level(FaultKind.CheckValveLeak));
        if (air <= 0 && leak <= 0)
        {
            _cycle = 0;
            return true;
        }
        // At night a leaking check valve empties the pipe slowly; a vessel without air holds nothing by day or night.
        var slow = air <= 0 && HourOfDay is >= 0.5 and < 5.5;
        var periodS = slow ? 3_000 : air > 0 ? 900 - 800 * air : 900 - 450 * Math.Min(1, leak);
        var running = slow ? 0.2 : 0.5;
        // Share of the present cycle; it is carried on, so that a growing fault shortens cycles instead of scattering them.
        _cycle = (_cycle + StepS / periodS) % 1;
        if (_cycle < running) return true;
        sag = (0.06 + 0.08 * leak) * (_cycle - running) / (1 - running);
        return false;
    }

    private void CountStarts(bool running)
    {
        var hour = NowUnixMs / Hour;
        if (hour != _startsHour) (_startsHour, _starts) = (hour, 0);
        if (running && !_ran) _starts++;
        _ran = running;
    }

    private void Heat()
    {
        var speed = _state.FrequencyHz / 50;
        var current = _state.CurrentA / _ratedCurrentA;
        _bearing.Follow(RoomC + 4 + 12 * speed * speed + 16 * current * current + 28 * Level(FaultKind.PumpBearing) + 10 * Level(FaultKind.DryRun), StepS);
        _motor.Follow(RoomC + 3 + 33 * current * current, StepS);
        var powerKw = _state.Running ? _motorKw * (0.08 + 0.92 * Math.Pow(current, 1.1)) : 0.02;
        _energyKwh += powerKw * StepS / 3600;
    }

    private void MoveWater()
    {
        const double areaM2 = 24;
        if (_tankM < 1.8) _filling = true;
        if (_tankM > 2.6) _filling = false;
        var inflow = _filling ? _ratedFlow * 1.15 : _ratedFlow * 0.1;
        _tankM = Math.Clamp(_tankM + (inflow - _state.FlowM3h) * StepS / 3600 / areaM2, 0.1, 3);
    }

    private void Report(long beat)
    {
        var report = NewReport()
            .Number("discharge_mpa", _state.Discharge, 4).Number("inlet_mpa", Math.Max(0, _state.Inlet), 4)
            .Number("freq_hz", _state.FrequencyHz, 2).Number("current_a", _state.CurrentA, 2).Flag("run", _state.Running);
        if (beat % 3 == 0) report.Number("tank_level_m", _tankM, 3);
        if (beat % 6 == 0)
        {
            report.Number("flow_m3h", Math.Max(0, _state.FlowM3h * Noise(0.01)), 2).Number("energy_kwh", _energyKwh, 2)
                .Number("bearing_temp_c", _bearing.Celsius + 0.1 * _noise.Normal(), 1)
                .Number("motor_temp_c", _motor.Celsius + 0.1 * _noise.Normal(), 1)
                .Number("vib_mm_s", Vibration(), 3)
                .Number("phase_imbalance_pct", _state.Running ? 1.4 + 0.2 * _noise.Normal() + 30 * Level(FaultKind.PhaseLoss) : 0, 1);
        }
        Send(report);
    }

    private double Vibration()
    {
        if (!_state.Running) return Math.Abs(0.03 * _noise.Normal()) + 0.02;
        var speed = _state.FrequencyHz / 50;
        var off = _state.FlowM3h / _ratedFlow / speed - 0.85;
        var healthy = _vibration * (0.3 + 0.7 * speed * speed * speed) * (1 + 0.06 * off * off);
        var bearing = Level(FaultKind.PumpBearing);
        var cavitation = Level(FaultKind.Cavitation);
        var faulty = 5.6 * bearing * speed + 1.6 * cavitation * (1 + 0.5 * _noise.Normal()) + 1.1 * Level(FaultKind.PhaseLoss);
        return Math.Max(0.02, (healthy + faulty) * Noise(0.03 + 0.04 * bearing));
    }

    private IEnumerable<long> WaterQuality()
    {
        Send(NewReport().Flag("room_flood", Flooded));
        var flooded = Flooded;
        var next = NextBeat(5 * Minute);
        while (true)
        {
            yield return Math.Min(next, NowUnixMs + 10 * Second);
            if (Flooded != flooded)
            {
                flooded = Flooded;
                Send(NewReport().Flag("room_flood", flooded));
            }
            if (NowUnixMs < next) continue;
            next = NextBeat(5 * Minute);
            var chlorine = Math.Max(0, (0.32 + 0.03 * Math.Sin(2 * Math.PI * HourOfDay / 24)) * (1 - 0.95 * Math.Min(1, Level(FaultKind.LowChlorine))));
            Send(NewReport()
                .Number("free_cl_mg_l", chlorine + 0.004 * Math.Abs(_noise.Normal()), 3)
                .Number("turbidity_ntu", 0.18 + 0.02 * Math.Abs(_noise.Normal()) + 0.4 * Level(FaultKind.Burst), 3)
                .Number("room_temp_c", RoomC + 0.1 * _noise.Normal(), 1)
                .Count64("starts_h", _starts));
        }
    }

    private bool Flooded => Has(FaultKind.RoomFlood) || Flapped;

    private double Noise(double share) => 1 + share * _noise.Normal();

    private readonly record struct PumpState(bool Running, double FrequencyHz, double FlowM3h, double Discharge, double Inlet, double CurrentA);
}
