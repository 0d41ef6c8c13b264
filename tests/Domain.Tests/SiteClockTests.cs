using Facilities.Testing;

namespace Facilities.Domain.Tests;

public sealed class SiteClockTests
{
    private readonly FakeTime _system = new();

    [Fact]
    public void Is_the_system_clock_at_speed_one()
    {
        var clock = new SiteClock(_system);
        _system.Advance(TimeSpan.FromMinutes(5));
        clock.GetUtcNow().ShouldBe(_system.Now);
        clock.NowUnixMs.ShouldBe(_system.NowUnixMs);
    }

    [Fact]
    public void Runs_as_many_times_as_fast_from_its_start()
    {
        var start = _system.Now;
        var clock = new SiteClock(_system, 60);
        _system.Advance(TimeSpan.FromSeconds(30));
        clock.GetUtcNow().ShouldBe(start.AddMinutes(30));
        clock.ToSystem(TimeSpan.FromHours(1)).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(100_001)]
    public void Refuses_a_speed_that_is_none(double speed) => Should.Throw<ArgumentOutOfRangeException>(() => new SiteClock(_system, speed));
}
