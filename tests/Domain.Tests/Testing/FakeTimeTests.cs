using Facilities.Testing;

namespace Facilities.Domain.Tests.Testing;

public sealed class FakeTimeTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Fires_timers_in_the_order_of_their_due_times_with_the_clock_standing_there()
    {
        var start = _time.Now;
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = _time.CreateTimer(_ => fired.Add(("late", _time.Now - start)), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = _time.CreateTimer(_ => fired.Add(("often", _time.Now - start)), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(6));
        fired.ShouldBe([("often", TimeSpan.FromSeconds(2)), ("often", TimeSpan.FromSeconds(4)), ("late", TimeSpan.FromSeconds(5)), ("often", TimeSpan.FromSeconds(6))]);
        (_time.Now - start).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Fires_a_disposed_timer_never()
    {
        var fired = 0;
        var timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(10));
        fired.ShouldBe(1);
        _time.ActiveTimers.ShouldBe(0);
        timer.Change(TimeSpan.FromSeconds(1), TimeSpan.Zero).ShouldBeFalse();
    }

    [Fact]
    public async Task Ends_a_delay_and_a_periodic_timer_of_the_framework()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time);
        using var periodic = new PeriodicTimer(TimeSpan.FromSeconds(10), _time);
        var tick = periodic.WaitForNextTickAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        delay.IsCompleted.ShouldBeFalse();
        (await tick).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void Never_runs_backwards() => Should.Throw<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromSeconds(-1)));
}
