using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>The service ends cleanly whenever it is asked to, and by however many.</summary>
public sealed class StartAndStop_Tests
{
    [Fact]
    public async Task A_stop_right_after_a_start_is_clean()
    {
        for (var round = 0; round < 3; round++) await RunningDashboard.Start().DisposeAsync();
    }

    /// <summary>A test host and the program itself stop the same service; jobs that still run keep one of them while the other goes on to the end and gives everything up.</summary>
    [Fact]
    public async Task Whoever_comes_late_to_a_stop_finds_that_it_is_done()
    {
        var dashboard = RunningDashboard.Start(change: services => services.AddHostedService<LongJob>());
        var services = dashboard.Services.GetServices<IHostedService>().Reverse().ToList();

        await dashboard.DisposeAsync();

        foreach (var service in services) await service.StopAsync(CancellationToken.None);
    }

    /// <summary>Keeps the first who stops it, as a scheduler does that waits for its jobs.</summary>
    private sealed class LongJob : IHostedService
    {
        private int _stops;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Interlocked.Increment(ref _stops) == 1 ? Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None) : Task.CompletedTask;
    }
}
