using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Assets;

public class BoosterPumpTests
{
    private static readonly Recording Day = Recording.Of(AssetTypes.BoosterPump, TimeSpan.FromHours(24));

    [Fact]
    public void Demand_peaks_in_the_morning_and_in_the_evening()
    {
        var night = Flow(2, 4);
        Flow(6.5, 8.5).ShouldBeGreaterThan(2.5 * night);
        Flow(18.5, 20.5).ShouldBeGreaterThan(2.5 * night);

        static double Flow(double from, double to) => Day.Values("flow_m3h", TimeSpan.FromHours(from), TimeSpan.FromHours(to)).Average();
    }

    [Fact]
    public void Speed_current_and_vibration_follow_the_flow()
    {
        var flow = Day["flow_m3h"];
        double[] flows = [.. flow.Select(sample => sample.Value)];
        double[] At(string key) => [.. flow.Select(sample => Day.At(key, sample.UnixMs))];

        Statistics.Correlation(flows, At("freq_hz")).ShouldBeGreaterThan(0.9);
        Statistics.Correlation(flows, At("current_a")).ShouldBeGreaterThan(0.97);
        Statistics.Correlation(At("freq_hz"), At("vib_mm_s")).ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void The_bearing_follows_its_load_with_a_lag()
    {
        var samples = Day["bearing_temp_c"];
        double[] temperature = [.. samples.Skip(30).Select(sample => sample.Value)];
        double[] now = [.. samples.Skip(30).Select(sample => Day.At("current_a", sample.UnixMs))];
        double[] before = [.. samples.Skip(30).Select(sample => Day.At("current_a", sample.UnixMs - 20 * 60_000))];

        Statistics.Correlation(temperature, before).ShouldBeGreaterThan(Statistics.Correlation(temperature, now) + 0.01);
    }

    [Fact]
    public void The_setpoint_is_held_within_a_hundredth()
    {
        Day["discharge_mpa"].ShouldAllBe(sample => Math.Abs(sample.Value - 0.45) < 0.02);
        Day["inlet_mpa"].ShouldAllBe(sample => sample.Value > 0.05);
    }

    [Fact]
    public void Points_come_at_their_intervals()
    {
        Gap("discharge_mpa").ShouldBe(10_000);
        Gap("tank_level_m").ShouldBe(30_000);
        Gap("flow_m3h").ShouldBe(60_000);
        Gap("bearing_temp_c").ShouldBe(60_000);
        Gap("free_cl_mg_l").ShouldBe(300_000);

        static long Gap(string key) => Day[key].Skip(1).Zip(Day[key].Skip(2), (a, b) => b.UnixMs - a.UnixMs).Distinct().Single();
    }

    [Fact]
    public void A_healthy_pump_stays_within_its_limits_through_a_year()
    {
        foreach (var month in Enumerable.Range(0, 6))
        {
            var day = Recording.Of(AssetTypes.BoosterPump, TimeSpan.FromHours(24), Recording.Midnight.AddMonths(2 * month), seed: 100 + month);
            day["vib_mm_s"].ShouldAllBe(sample => sample.Value < 1.8);
            day["bearing_temp_c"].ShouldAllBe(sample => sample.Value > 10 && sample.Value < 70);
            day["freq_hz"].ShouldAllBe(sample => sample.Value >= 20 && sample.Value <= 50.5);
            day["current_a"].ShouldAllBe(sample => sample.Value > 0 && sample.Value < 26);
            day["tank_level_m"].ShouldAllBe(sample => sample.Value > 1 && sample.Value < 2.9);
            day["room_temp_c"].ShouldAllBe(sample => sample.Value > 5);
            day["energy_kwh"].Select(sample => sample.Value).ShouldBeInOrder();
        }
    }
}
