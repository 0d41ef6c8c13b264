using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Faults;

public class ElevatorFaultTests
{
    private static readonly TimeSpan Nine = TimeSpan.FromHours(9);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(44)]
    [InlineData(905)]
    public void An_entrapment_stops_an_occupied_car_between_floors_at_its_start(int seed)
    {
        var trap = Recording.Fault(FaultKind.Entrapment, Nine, duration: TimeSpan.FromMinutes(45));
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(11), seed: seed, faults: [trap]);
        var t0 = trap.Start.ToUnixTimeMilliseconds();
        var end = t0 + 45 * 60_000;

        lift["car_speed"].Last(sample => sample.UnixMs <= t0).ShouldBe((t0, 0));
        lift["car_speed"].Last(sample => sample.UnixMs < t0).Value.ShouldBeGreaterThan(0.5);
        lift.At("in_door_zone", t0).ShouldBe(0);
        lift.At("occupied", t0).ShouldBe(1);
        lift.At("load_pct", t0).ShouldBeGreaterThan(5);
        lift["car_speed"].ShouldNotContain(sample => sample.UnixMs > t0 && sample.UnixMs < end);
        lift["occupied"].ShouldNotContain(sample => sample.UnixMs > t0 && sample.UnixMs < end);

        var ring = lift["alarm_button"].First(sample => sample.Value == 1).UnixMs - t0;
        ring.ShouldBeInRange(30_000, 61_000);
        lift["backup_v"].Count(sample => sample.UnixMs > t0 && sample.UnixMs < end).ShouldBe(45, "the controller lives on");

        var freed = lift["occupied"].First(sample => sample.UnixMs > t0);
        freed.Value.ShouldBe(0);
        (freed.UnixMs - end).ShouldBeInRange(0, 30_000);
        lift.At("in_door_zone", freed.UnixMs).ShouldBe(1);
        lift.States("door_state").Last(state => state.UnixMs <= freed.UnixMs).Value.ShouldBe("open");
        lift["motor_current_a"].ShouldContain(sample => sample.UnixMs > freed.UnixMs, "traffic goes on");
    }

    [Fact]
    public void Traffic_is_normal_until_shortly_before_an_entrapment()
    {
        var trap = Recording.Fault(FaultKind.Entrapment, Nine, duration: TimeSpan.FromMinutes(45));
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(10), faults: [trap]);

        lift.Values("motor_current_a", Nine - TimeSpan.FromHours(1), Nine).Length.ShouldBeGreaterThan(15);
        lift.Values("car_speed", Nine - TimeSpan.FromMinutes(6), Nine).Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_trap_injected_while_running_takes_the_next_passenger()
    {
        var trap = Recording.Fault(FaultKind.Entrapment, TimeSpan.Zero, duration: TimeSpan.FromMinutes(30));
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromMinutes(20), faults: [trap]);

        var last = lift["car_speed"][^1];
        last.Value.ShouldBe(0);
        (last.UnixMs - trap.Start.ToUnixTimeMilliseconds()).ShouldBeInRange(1, 60_000);
        lift.At("in_door_zone", last.UnixMs).ShouldBe(0);
        lift.At("occupied", last.UnixMs).ShouldBe(1);
    }

    [Fact]
    public void Who_was_trapped_before_the_run_began_still_is()
    {
        var trap = Recording.Fault(FaultKind.Entrapment, TimeSpan.FromHours(-1), duration: TimeSpan.FromMinutes(90));
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(2), faults: [trap]);
        var t0 = Recording.Midnight.ToUnixTimeMilliseconds();

        lift.At("in_door_zone", t0 + 1_000).ShouldBe(0);
        lift.At("occupied", t0 + 1_000).ShouldBe(1);
        lift.Values("car_speed", TimeSpan.Zero, TimeSpan.FromMinutes(30)).ShouldAllBe(speed => speed == 0);
        (lift["occupied"].First(sample => sample.Value == 0).UnixMs - t0).ShouldBeInRange(30 * 60_000, 31 * 60_000);
    }

    [Fact]
    public void A_jammed_door_keeps_the_passenger_at_the_landing()
    {
        var trap = Recording.Fault(FaultKind.EntrapmentDoorJammed, Nine, duration: TimeSpan.FromMinutes(20));
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(9.3), faults: [trap]);
        var t0 = trap.Start.ToUnixTimeMilliseconds();

        lift.At("in_door_zone", t0 + 60_000).ShouldBe(1);
        lift.At("occupied", t0 + 60_000).ShouldBe(1);
        lift.States("door_state").Last(state => state.UnixMs <= t0 + 60_000).Value.ShouldBe("closed");
        lift.States("door_state").ShouldNotContain(state => state.UnixMs > t0 && state.UnixMs < t0 + 10 * 60_000);
    }

    [Fact]
    public void A_silent_entrapment_is_last_seen_occupied_and_moving()
    {
        var trap = Recording.Fault(FaultKind.EntrapmentSilent, Nine, duration: TimeSpan.FromMinutes(20));
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(10), faults: [trap]);
        var t0 = trap.Start.ToUnixTimeMilliseconds();

        lift.Messages.ShouldNotContain(message => message.UnixMs >= t0 && message.UnixMs < t0 + 20 * 60_000);
        lift.At("car_speed", t0).ShouldBeGreaterThan(0);
        lift.At("occupied", t0).ShouldBe(1);
        lift["occupied"].ShouldContain(sample => sample.UnixMs > t0 + 20 * 60_000 && sample.Value == 0, "found and freed");
    }

    [Fact]
    public void A_worn_door_closes_slowly_and_reopens_more_often()
    {
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(48),
            faults: [Recording.Fault(FaultKind.DoorWear, TimeSpan.FromHours(24), TimeSpan.FromHours(4))]);

        var (before, after) = (Close(4, 24), Close(30, 48));
        after.ShouldBeGreaterThan(before * 1.2);
        Reopen(30, 48).ShouldBeGreaterThan(0.05);
        Reopen(4, 24).ShouldBeLessThan(0.04);

        double Close(double from, double to) => lift.Values("door_close_s", TimeSpan.FromHours(from), TimeSpan.FromHours(to)).Average();
        double Reopen(double from, double to) => lift.Values("door_reopen", TimeSpan.FromHours(from), TimeSpan.FromHours(to)).Average();
    }

    [Fact]
    public void A_cycling_door_opens_hundreds_of_times_an_hour()
    {
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(6), faults: [Recording.Fault(FaultKind.DoorCycling, TimeSpan.FromHours(3))]);

        lift.Values("door_close_s", TimeSpan.FromHours(4), TimeSpan.FromHours(5)).Length.ShouldBeGreaterThan(200);
        lift.Values("door_close_s", TimeSpan.FromHours(2), TimeSpan.FromHours(3)).Length.ShouldBeLessThan(30);
    }

    [Theory]
    [InlineData(FaultKind.BrakeWear, "brake_release_ms", 1.25)]
    [InlineData(FaultKind.BrakeWear, "stop_distance_mm", 1.25)]
    [InlineData(FaultKind.MachineBearing, "vib_z", 1.8)]
    [InlineData(FaultKind.MachineBearing, "motor_temp_c", 1.05)]
    [InlineData(FaultKind.GuideWear, "vib_xy", 1.7)]
    [InlineData(FaultKind.LevelingDrift, "leveling_mm", 3)]
    public void Wear_shows_in_its_signal(FaultKind kind, string key, double factor)
    {
        var healthy = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(12));
        var worn = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(12), faults: [Recording.Fault(kind, TimeSpan.FromHours(1), TimeSpan.FromHours(1))]);

        Math.Abs(Mean(worn)).ShouldBeGreaterThan(factor * Math.Abs(Mean(healthy)));

        double Mean(Recording lift) => lift.Values(key, TimeSpan.FromHours(6), TimeSpan.FromHours(12)).Average();
    }

    [Fact]
    public void A_slipping_rope_lengthens_trips_and_a_worn_lock_breaks_for_moments()
    {
        var slipping = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(10), faults: [Recording.Fault(FaultKind.TractionSlip, TimeSpan.Zero)]);
        slipping["car_speed"].Max(sample => sample.Value).ShouldBeLessThan(1.4);
        slipping["trip_s_floor"].Average(sample => sample.Value).ShouldBeGreaterThan(1.15 * 3 / 1.75);

        var worn = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(10), faults: [Recording.Fault(FaultKind.LockWear, TimeSpan.Zero)]);
        worn["lock_circuit"].Count(sample => sample.Value == 0).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Without_supply_the_car_stands_and_mains_is_reported_lost()
    {
        var lift = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(10),
            faults: [Recording.Fault(FaultKind.SupplyLoss, Nine, duration: TimeSpan.FromMinutes(30))]);
        var t0 = (Recording.Midnight + Nine).ToUnixTimeMilliseconds();

        lift.At("mains_ok", t0 + 5 * 60_000).ShouldBe(0);
        lift.At("mains_ok", t0 + 35 * 60_000).ShouldBe(1);
        lift.Values("car_speed", Nine + TimeSpan.FromMinutes(4), Nine + TimeSpan.FromMinutes(30)).ShouldBeEmpty();
    }
}
