using Facilities.Simulator.Assets;

namespace Facilities.Simulator.Tests.Assets;

public class SmallPartsTests
{
    private static readonly SiteCalendar China = new(TimeSpan.FromHours(8));

    [Theory]
    [InlineData(3, 1.75)]
    [InlineData(45, 1.75)]
    [InlineData(120, 2.5)]
    public void A_trip_covers_its_distance_without_passing_its_speed(double distance, double rated)
    {
        var trip = new TripProfile(distance, rated);
        double covered = 0, top = 0;
        for (var t = 0.0; t < trip.Duration; t += 0.001)
        {
            covered += trip.SpeedAt(t) * 0.001;
            top = Math.Max(top, trip.SpeedAt(t));
        }

        covered.ShouldBe(distance, distance * 0.01);
        top.ShouldBeLessThanOrEqualTo(rated + 1e-9);
        trip.PositionAt(trip.Duration).ShouldBe(distance);
        trip.PositionAt(trip.TimeTo(distance / 3)).ShouldBe(distance / 3, 0.01);
    }

    [Fact]
    public void Local_time_decides_hour_and_weekday()
    {
        var saturday = new DateTimeOffset(2026, 11, 21, 0, 30, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds(); // still Friday in UTC

        China.HourOfDay(saturday).ShouldBe(0.5);
        China.Weekday(saturday).ShouldBe(DayOfWeek.Saturday);
        China.IsWeekend(saturday).ShouldBeTrue();
    }

    [Fact]
    public void Summer_is_warmer_and_longer_lit_than_winter()
    {
        var winter = new DateTimeOffset(2026, 1, 20, 12, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
        var summer = new DateTimeOffset(2026, 7, 28, 12, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();

        China.OutdoorC(summer).ShouldBeGreaterThan(China.OutdoorC(winter) + 15);
        China.Daylight(summer).Sunset.ShouldBeGreaterThan(China.Daylight(winter).Sunset + 1.5);
        China.DaylightLux(summer).ShouldBeGreaterThan(10_000);
        China.DaylightLux(winter + 8 * 3_600_000).ShouldBe(0);
    }

    [Fact]
    public void Drawn_numbers_have_the_moments_they_should()
    {
        var random = SeededRandom.For(5, "moments");
        double sum = 0, squares = 0, exponential = 0, uniform = 0;
        const int count = 100_000;
        for (var i = 0; i < count; i++)
        {
            var normal = random.Normal();
            sum += normal;
            squares += normal * normal;
            exponential += random.Exponential(3);
            uniform += random.NextUnit();
        }

        (sum / count).ShouldBe(0, 0.02);
        (squares / count).ShouldBe(1, 0.02);
        (exponential / count).ShouldBe(3, 0.05);
        (uniform / count).ShouldBe(0.5, 0.01);
    }
}
