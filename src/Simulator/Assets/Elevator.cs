using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>
/// A lift (domain sheet §2.1). One process serves calls: ride to the caller, door cycle, ride on, door cycle; others send the heartbeat,
/// the machine room's temperature and the counters. While it moves it reports every second, else on change.
/// </summary>
internal sealed class Elevator : VirtualAsset
{
    private const double FloorHeightM = 3.0;

    /// <summary>An entrapment that lies this near keeps the car from taking another call, so that it stops on the millisecond.</summary>
    private const long TrapGuard = 180 * Second;

    private static readonly FaultKind[] Traps = [FaultKind.Entrapment, FaultKind.EntrapmentDoorJammed, FaultKind.EntrapmentSilent];

    private readonly ElevatorTraffic _traffic;
    private readonly ElevatorDrive _drive;
    private readonly SeededRandom _doors;
    private readonly SeededRandom _trapDraws;
    private readonly HashSet<long> _playedTraps = [];
    private readonly int _stops;
    private readonly double _ratedSpeed;
    private readonly double _openS;
    private readonly double _closeS;

    private int _floor = 1;
    private double _loadPct;
    private bool _doorOpen;
    private bool _inZone = true;
    private bool _lostWithPassengers;
    private long _trips;
    private long _doorCycles;
    private double _runHours;
    private long _relevellings;

    public Elevator(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs)
    {
        _stops = (int)AssetRatings.Of(plan, AssetAttributes.Stops);
        _ratedSpeed = AssetRatings.Of(plan, AssetAttributes.RatedSpeed);
        var tripsPerDay = AssetRatings.Of(plan, AssetAttributes.TripsPerDay);
        _traffic = new ElevatorTraffic(Random("traffic"), Local, _stops, tripsPerDay);
        _drive = new ElevatorDrive(Random("drive"), plan.Attributes.GetValueOrDefault(AssetAttributes.RatedCurrentA, 24), _ratedSpeed);
        _doors = Random("doors");
        _trapDraws = Random("traps");
        _openS = _doors.Between(2.0, 2.6);
        _closeS = _doors.Between(2.6, 3.4);

        // Counters go on from a plausible past, so that a later start doesn't look like a replaced device.
        var age = Math.Max(0, (startUnixMs - 1_704_067_200_000L) / (double)Day); // since 2024-01-01
        _trips = (long)(age * tripsPerDay * 1.6);
        _doorCycles = (long)(_trips * 1.05);
        _runHours = _trips * 14.0 / 3600;
        _relevellings = _trips / 60;

        Run(Serve());
        Run(Heartbeat());
        Run(MachineRoom());
        Run(Counters());
    }

    protected override bool Silent => _lostWithPassengers || base.Silent;

    private bool Occupied => _loadPct > 2;

    private IEnumerable<long> Serve()
    {
        if (Pending(Traps, _playedTraps) is { } earlier && earlier.StartUnixMs < StartUnixMs)
        {
            // Somebody was trapped before this run began, and still is: nothing has moved meanwhile.
            _playedTraps.Add(earlier.StartUnixMs);
            _lostWithPassengers = earlier.Kind == FaultKind.EntrapmentSilent;
            _inZone = earlier.Kind == FaultKind.EntrapmentDoorJammed;
            _floor = 1 + _trapDraws.Below(_stops - 1);
            _loadPct = Math.Round(_trapDraws.Between(7, 22));
            SendSnapshot();
            foreach (var instant in Hold(earlier)) yield return instant;
        }
        else
        {
            SendSnapshot();
        }
        var nextCall = NowUnixMs + _traffic.NextCallIn(NowUnixMs);
        while (true)
        {
            if (Pending(Traps, _playedTraps) is { } trap && trap.StartUnixMs - NowUnixMs <= TrapGuard)
            {
                _playedTraps.Add(trap.StartUnixMs);
                foreach (var instant in Trap(trap)) yield return instant;
                nextCall = NowUnixMs + _traffic.NextCallIn(NowUnixMs);
            }
            else if (Has(FaultKind.SupplyLoss) || IsWorkedOn("mode") || IsWorkedOn("car_speed"))
            {
                yield return NowUnixMs + 5 * Second;
            }
            else if (Has(FaultKind.DoorCycling))
            {
                foreach (var instant in DoorCycle(0, 1)) yield return instant;
                yield return NowUnixMs + 3 * Second;
            }
            else if (NowUnixMs >= nextCall)
            {
                var (from, to, load) = _traffic.NextRide(NowUnixMs);
                if (from != _floor)
                {
                    foreach (var instant in Ride(from)) yield return instant;
                }
                foreach (var instant in DoorCycle(load, 4)) yield return instant;
                foreach (var instant in Ride(to)) yield return instant;
                foreach (var instant in DoorCycle(0, 3)) yield return instant;
                nextCall = NowUnixMs + _traffic.NextCallIn(NowUnixMs);
            }
            else
            {
                // Short naps: a fault injected meanwhile shows within seconds.
                yield return Math.Min(nextCall, NowUnixMs + 5 * Second);
            }
        }
    }

    /// <summary>Moves to a landing with what is in the car, reporting every second and once at the stop.</summary>
    private IEnumerable<long> Ride(int to)
    {
        var up = to > _floor;
        var from = _floor;
        var speed = _ratedSpeed * (1 - 0.25 * Math.Min(1.5, Level(FaultKind.TractionSlip)));
        var profile = new TripProfile(Math.Abs(to - from) * FloorHeightM, speed);
        var start = NowUnixMs;
        var arrival = start + (long)(profile.Duration * 1000);
        Depart(up);
        var top = 0.0;
        while (NowUnixMs + Second < arrival)
        {
            yield return NowUnixMs + Second;
            var seconds = (NowUnixMs - start) / 1000.0;
            top = Math.Max(top, profile.SpeedAt(seconds));
            ReportMotion(profile, seconds, from, up);
        }
        yield return arrival;
        Arrive(to, Math.Abs(to - from), up, top, profile.Duration);
    }

    private void Depart(bool up)
    {
        _inZone = false;
        Send(NewReport().State("direction", up ? "up" : "down").Number("car_speed", 0.1, 2).Flag("in_door_zone", false));
    }

    private void ReportMotion(TripProfile profile, double seconds, int from, bool up)
    {
        var floor = from + (up ? 1 : -1) * (int)Math.Round(profile.PositionAt(seconds) / FloorHeightM);
        var report = NewReport().Number("car_speed", profile.SpeedAt(seconds), 2);
        if (floor != _floor)
        {
            _floor = floor;
            report.Count64("car_floor", floor);
        }
        Send(report);
    }

    private void Arrive(int floor, int floors, bool up, double topSpeed, double seconds)
    {
        _floor = floor;
        _inZone = true;
        _trips++;
        _runHours += seconds / 3600;
        var bearing = Level(FaultKind.MachineBearing);
        var brake = Level(FaultKind.BrakeWear);
        var current = _drive.Current(_loadPct, up, bearing);
        _drive.Warm(NowUnixMs, current, seconds, bearing);
        var leveling = _drive.LevelingMm(_loadPct, Level(FaultKind.LevelingDrift), brake);
        if (Math.Abs(leveling) > 10) _relevellings++;
        var report = NewReport()
            .Number("car_speed", 0, 2).State("direction", "none").Count64("car_floor", floor).Flag("in_door_zone", true)
            .Flag("car_call", false).Number("leveling_mm", leveling, 1)
            .Number("motor_current_a", current, 2)
            .Number("motor_temp_c", MachineRoomC + _drive.MotorRiseAt(NowUnixMs), 1)
            .Number("brake_release_ms", _drive.BrakeReleaseMs(brake), 0)
            .Number("stop_distance_mm", _drive.StopDistanceMm(_loadPct, up, brake), 0)
            .Number("vib_z", _drive.VibZ(topSpeed, bearing), 3)
            .Number("vib_xy", _drive.VibXy(topSpeed, Level(FaultKind.GuideWear)), 3)
            .Count64("trips", _trips);
        // Time per floor at full speed; short hops never reach it and would only add noise.
        if (floors >= 4)
            report.Number("trip_s_floor", seconds / new TripProfile(floors * FloorHeightM, _ratedSpeed).Duration * FloorHeightM / _ratedSpeed, 3);
        Send(report);
    }

    /// <summary>Opens, lets people in or out until the car holds <paramref name="loadAfter"/> percent, closes; wear shows here.</summary>
    private IEnumerable<long> DoorCycle(double loadAfter, double dwellS)
    {
        var open = _openS * (1 + 0.03 * _doors.Normal());
        Send(NewReport().State("door_state", "opening"));
        yield return NowUnixMs + (long)(open * 1000);
        _doorOpen = true;
        Send(NewReport().State("door_state", "open").Number("door_open_s", open, 2));

        yield return NowUnixMs + (long)(dwellS / 2 * 1000);
        SetLoad(loadAfter);
        yield return NowUnixMs + (long)(_doors.Between(0.5, 1.5) * dwellS / 2 * 1000);

        var wear = Level(FaultKind.DoorWear) * (WornLanding(_floor) ? 1 : 0.1);
        var reopenings = 0;
        while (reopenings < 4 && _doors.Chance(0.008 + 0.22 * wear))
        {
            reopenings++;
            Send(NewReport().State("door_state", "closing"));
            yield return NowUnixMs + 1500;
            Send(NewReport().State("door_state", "open"));
            yield return NowUnixMs + 2 * Second;
        }
        var close = _closeS * (1 + 0.45 * wear) * (1 + 0.03 * _doors.Normal()) + 0.03 * (_floor % 5);
        Send(NewReport().State("door_state", "closing"));
        yield return NowUnixMs + (long)(close * 1000);
        _doorOpen = false;
        _doorCycles++;
        Send(NewReport().State("door_state", "closed").Number("door_close_s", close, 2).Count64("door_reopen", reopenings));

        if (_floor == WornLock && _doors.Chance(0.5 * Level(FaultKind.LockWear)))
        {
            // The contact bounces: the start is aborted for a moment.
            Send(NewReport().Flag("lock_circuit", false).State("event_code", "lock_broken"));
            yield return NowUnixMs + 300;
            Send(NewReport().Flag("lock_circuit", true).State("event_code", "none"));
            yield return NowUnixMs + 4 * Second;
        }
        yield return NowUnixMs + 700;
    }

    private bool WornLanding(int floor) => (floor + Plan.Seed) % 2 == 0;

    /// <summary>The landing with the worn lock: the lowest, which half of all rides touch.</summary>
    private static int WornLock => 1;

    private void SetLoad(double loadPct)
    {
        if (_loadPct == loadPct) return;
        _loadPct = loadPct;
        Send(NewReport().Number("load_pct", loadPct, 0).Flag("occupied", Occupied).Flag("car_call", Occupied));
    }

    /// <summary>
    /// Takes a passenger aboard so that the car stands still at the fault's start (at once when that is too near), keeps him there
    /// until it ends, and lets him out.
    /// </summary>
    private IEnumerable<long> Trap(FaultInjection trap)
    {
        var up = _floor <= _stops / 2;
        var jammed = trap.Kind == FaultKind.EntrapmentDoorJammed;
        var span = Math.Max(2, Math.Min(6, (up ? _stops - _floor : _floor - 1) - 1));
        var from = _floor;
        var to = from + (up ? span + 1 : -span - 1);
        if (to < 1 || to > _stops) (to, span) = (up ? _stops : 1, 1);
        var profile = new TripProfile(Math.Abs(to - from) * FloorHeightM, _ratedSpeed);
        var stopAfter = jammed ? profile.Duration : profile.TimeTo((span - 0.5) * FloorHeightM);

        // Door cycle before departure: open, step in, close; its length varies by a second or two.
        var boarding = NowUnixMs;
        var wanted = trap.StartUnixMs - (long)(stopAfter * 1000) - 14 * Second;
        if (wanted > boarding) yield return wanted;
        foreach (var instant in DoorCycle(_trapDraws.Between(7, 22), 4)) yield return instant;
        var departure = trap.StartUnixMs - (long)(stopAfter * 1000);
        if (departure > NowUnixMs) yield return departure;

        var start = NowUnixMs;
        var stopAt = start + (long)(stopAfter * 1000);
        Depart(up);
        while (NowUnixMs + Second < stopAt)
        {
            yield return NowUnixMs + Second;
            ReportMotion(profile, (NowUnixMs - start) / 1000.0, from, up);
        }
        yield return stopAt;
        if (trap.Kind == FaultKind.EntrapmentSilent)
        {
            _lostWithPassengers = true;
        }
        else if (jammed)
        {
            Arrive(to, Math.Abs(to - from), up, _ratedSpeed, profile.Duration);
        }
        else
        {
            Send(NewReport().Number("car_speed", 0, 2).State("direction", "none").Count64("car_floor", _floor).Flag("in_door_zone", false)
                .State("event_code", "stopped_outside_zone"));
        }
        foreach (var instant in Hold(trap)) yield return instant;
    }

    /// <summary>Trapped: the passenger rings now and then until the fault ends and he gets out.</summary>
    private IEnumerable<long> Hold(FaultInjection trap)
    {
        var ring = NowUnixMs + (long)(_trapDraws.Between(30, 60) * Second);
        while (NowUnixMs < EndOf(trap.StartUnixMs))
        {
            if (NowUnixMs >= ring)
            {
                Send(NewReport().Flag("alarm_button", true));
                yield return NowUnixMs + 3 * Second;
                Send(NewReport().Flag("alarm_button", false));
                ring = NowUnixMs + (long)(_trapDraws.Between(120, 300) * Second);
            }
            yield return Math.Min(Math.Min(NowUnixMs + 5 * Second, Math.Max(ring, NowUnixMs + 1)), Math.Max(EndOf(trap.StartUnixMs), NowUnixMs + 1));
        }
        foreach (var instant in Release()) yield return instant;
    }

    /// <summary>Freed by hand: creeps to the nearest landing, opens, the passenger leaves.</summary>
    private IEnumerable<long> Release()
    {
        if (_lostWithPassengers)
        {
            _lostWithPassengers = false;
            _inZone = true;
            SendSnapshot();
        }
        else if (!_inZone)
        {
            for (var i = 0; i < 5; i++)
            {
                Send(NewReport().Number("car_speed", 0.2, 2));
                yield return NowUnixMs + Second;
            }
            _inZone = true;
            Send(NewReport().Number("car_speed", 0, 2).State("direction", "none").Count64("car_floor", _floor).Flag("in_door_zone", true).State("event_code", "none"));
            yield return NowUnixMs + 2 * Second;
        }
        foreach (var instant in DoorCycle(0, 6)) yield return instant;
    }

    private IEnumerable<long> Heartbeat()
    {
        while (true)
        {
            yield return NextBeat(Minute);
            var mains = MainsOk;
            var backup = mains ? 26.9 + 0.1 * Math.Sin(NowUnixMs / 3e6) : 25.2 - 1.5 * Level(FaultKind.SupplyLoss);
            Send(NewReport().Flag("mains_ok", mains).Number("backup_v", backup, 1));
        }
    }

    private IEnumerable<long> MachineRoom()
    {
        while (true)
        {
            yield return NextBeat(5 * Minute);
            Send(NewReport().Number("machine_room_temp_c", MachineRoomC, 1));
        }
    }

    private IEnumerable<long> Counters()
    {
        while (true)
        {
            yield return NextBeat(15 * Minute);
            Send(NewReport().Count64("trips", _trips).Count64("door_cycles", _doorCycles)
                .Number("run_h", _runHours, 2).Count64("relevel_count", _relevellings));
        }
    }

    /// <summary>Everything that is otherwise sent on change: once at the start, so that no point is unknown until it changes.</summary>
    private void SendSnapshot() => Send(NewReport()
        .Count64("car_floor", _floor).State("direction", "none").Number("car_speed", 0, 2)
        .State("door_state", _doorOpen ? "open" : "closed").Flag("in_door_zone", _inZone)
        .Number("load_pct", _loadPct, 0).Flag("occupied", Occupied).State("mode", "normal")
        .Flag("car_call", Occupied).State("event_code", "none")
        .Flag("safety_chain", true).Flag("lock_circuit", true).Flag("alarm_button", false).Flag("intercom_ok", true)
        .Flag("mains_ok", MainsOk).Number("backup_v", 27, 1));

    private bool MainsOk => !Has(FaultKind.SupplyLoss) && !Flapped;

    /// <summary>Ventilated: half of what the weather does, and its own heat.</summary>
    private double MachineRoomC => Math.Max(8, 19 + 0.45 * (OutdoorC - 13));
}
