using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Assets;

public class ElevatorTests
{
    private static readonly Recording Day = Recording.Of(AssetTypes.Elevator, TimeSpan.FromHours(24));

    [Fact]
    public void The_morning_has_many_more_trips_than_the_night()
    {
        var night = Day.Values("motor_current_a", TimeSpan.FromHours(1), TimeSpan.FromHours(4)).Length / 3.0;
        var morning = Day.Values("motor_current_a", TimeSpan.FromHours(7), TimeSpan.FromHours(9)).Length / 2.0;

        morning.ShouldBeGreaterThan(5 * night);
        Day["motor_current_a"].Count.ShouldBeInRange(300, 800);
    }

    [Fact]
    public void Current_rises_with_the_load_of_a_car_going_up()
    {
        var (loads, currents) = (new List<double>(), new List<double>());
        foreach (var (at, current) in Day["motor_current_a"])
        {
            if (Day.States("direction").Last(direction => direction.UnixMs < at).Value != "up") continue;
            var load = Day["load_pct"].Last(sample => sample.UnixMs < at).Value;
            if (load < 5) continue;
            loads.Add(Math.Abs(load - 47) * (load < 47 ? 0.35 : 1)); // the counterweight balances 47 %
            currents.Add(current);
        }

        loads.Count.ShouldBeGreaterThan(40);
        Statistics.Correlation(loads, currents).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void The_motor_warms_with_traffic_and_cools_at_night()
    {
        var night = Day.Values("motor_temp_c", TimeSpan.FromHours(2), TimeSpan.FromHours(5)).Average();
        var evening = Day.Values("motor_temp_c", TimeSpan.FromHours(18.5), TimeSpan.FromHours(20)).Average();
        var justBefore = Day.Values("motor_temp_c", TimeSpan.FromHours(6.8), TimeSpan.FromHours(7)).Average();
        var later = Day.Values("motor_temp_c", TimeSpan.FromHours(8.5), TimeSpan.FromHours(9)).Average();

        evening.ShouldBeGreaterThan(night + 3);
        later.ShouldBeGreaterThan(justBefore, "the motor follows its load with a lag");
        Day["motor_temp_c"].Max(sample => sample.Value).ShouldBeLessThan(70);
    }

    [Fact]
    public void A_moving_car_reports_every_second_and_stays_within_its_rated_speed()
    {
        Day["car_speed"].Max(sample => sample.Value).ShouldBe(1.75, 0.001);
        foreach (var (first, second) in Day["car_speed"].Zip(Day["car_speed"].Skip(1)))
        {
            if (first.Value > 0) (second.UnixMs - first.UnixMs).ShouldBeLessThanOrEqualTo(1000 + 1);
        }
    }

    [Fact]
    public void It_moves_only_with_closed_doors_and_stops_only_in_the_door_zone()
    {
        var doors = Day.States("door_state");
        foreach (var (at, speed) in Day["car_speed"])
        {
            if (speed > 0) doors.Last(door => door.UnixMs <= at).Value.ShouldBe("closed");
            else Day.At("in_door_zone", at).ShouldBe(1);
        }
    }

    [Fact]
    public void The_heartbeat_comes_every_minute_and_counters_every_quarter()
    {
        Gaps("backup_v").ShouldAllBe(gap => gap <= 60_000);
        Gaps("run_h").ShouldAllBe(gap => gap == 15 * 60_000);
        Gaps("machine_room_temp_c").ShouldAllBe(gap => gap == 5 * 60_000);
        Day["trips"].Select(sample => sample.Value).ShouldBeInOrder();
    }

    [Fact]
    public void A_healthy_lift_stays_within_its_limits()
    {
        Day["vib_z"].ShouldAllBe(sample => sample.Value < 0.30);
        Day["vib_xy"].ShouldAllBe(sample => sample.Value < 0.20);
        Day["leveling_mm"].ShouldAllBe(sample => Math.Abs(sample.Value) < 10);
        Day["alarm_button"].ShouldAllBe(sample => sample.Value == 0);
        Day["lock_circuit"].ShouldAllBe(sample => sample.Value == 1);
        Day["door_close_s"].ShouldAllBe(sample => sample.Value > 2 && sample.Value < 5);
        Day["door_reopen"].Average(sample => sample.Value).ShouldBeLessThan(0.03);
    }

    private static IEnumerable<long> Gaps(string key) => Day[key].Zip(Day[key].Skip(1), (a, b) => b.UnixMs - a.UnixMs);
}
