using System.Text.Json;
using Facilities.Domain;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Hosting;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Hosting;

public class SimulatorHostTests
{
    [Fact]
    public async Task The_past_comes_first_and_in_order_then_the_present()
    {
        await using var service = await TestService.StartAsync();
        var clock = new SiteClock(TimeProvider.System);
        var start = clock.GetUtcNow();
        using var host = new SimulatorHost(Plan(start.AddHours(-3)), clock, service.Broker);
        using var stop = new CancellationTokenSource();
        var seen = new List<SimulationProgress>();
        var running = host.RunAsync(new Collecting(seen), stop.Token);

        await Eventually.HoldsAsync(() => !host.Progress.Backfilling, "the past is played");
        var played = service.Application.Telemetry.Count();
        await Eventually.HoldsAsync(() => service.Application.Telemetry.Count() > played + 3, "the present follows");
        await stop.CancelAsync();
        await running;

        var times = service.Application.Telemetry.Select(message => Time(message.Payload)).ToList();
        times.ShouldBeInOrder();
        times[0].ShouldBeLessThan(start.AddHours(-2.9).ToUnixTimeMilliseconds());
        times[^1].ShouldBeGreaterThan(start.ToUnixTimeMilliseconds());
        times[^1].ShouldBeLessThanOrEqualTo(clock.NowUnixMs);
        host.Progress.Acknowledged.ShouldBeGreaterThanOrEqualTo(times.Count);
        host.Progress.Dropped.ShouldBe(0);
        seen.ShouldContain(progress => progress.BackfillShare == 1);
    }

    [Fact]
    public async Task A_fast_site_clock_is_followed()
    {
        await using var service = await TestService.StartAsync();
        var clock = new SiteClock(TimeProvider.System, speed: 600);
        var start = clock.NowUnixMs;
        using var host = new SimulatorHost(Plan(null), clock, service.Broker);
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(ct: stop.Token);

        await Eventually.HoldsAsync(() => service.Application.Telemetry.Any(message => Time(message.Payload) > start + 20 * 60_000), "twenty minutes pass in two seconds");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Assets_are_online_while_connected_and_offline_after_a_goodbye()
    {
        await using var service = await TestService.StartAsync();
        using var host = new SimulatorHost(Plan(null), new SiteClock(TimeProvider.System), service.Broker);
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(ct: stop.Token);
        await Eventually.HoldsAsync(() => service.Application.States.Count() == 2, "both are online");
        await stop.CancelAsync();
        await running;

        service.Application.Received.Where(message => message.Topic.EndsWith("/state", StringComparison.Ordinal)).ShouldAllBe(message => message.Retain);
        service.Application.States.Select(state => (state.Topic, state.Text)).ShouldBe(
        [
            ("fm/v1/site/lift/state", "online"), ("fm/v1/site/pump/state", "online"),
            ("fm/v1/site/lift/state", "offline"), ("fm/v1/site/pump/state", "offline"),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task A_gateway_that_goes_offline_leaves_its_will_and_loses_what_happened()
    {
        await using var service = await TestService.StartAsync();
        var clock = new SiteClock(TimeProvider.System, speed: 300);
        var from = clock.GetUtcNow().AddMinutes(5);
        var plan = Plan(null);
        plan = plan with { Sites = [plan.Sites[0] with { Faults = [new FaultInjection { Kind = FaultKind.GatewayOffline, Start = from, Duration = TimeSpan.FromMinutes(10) }] }] };
        using var host = new SimulatorHost(plan, clock, service.Broker);
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(ct: stop.Token);

        var end = from.AddMinutes(10).ToUnixTimeMilliseconds();
        await Eventually.HoldsAsync(() => service.Application.Telemetry.Any(message => Time(message.Payload) > end + 60_000), "it comes back");
        await stop.CancelAsync();
        await running;

        service.Application.States.ShouldContain(state => state.IsWill && state.Text == "offline");
        service.Application.Telemetry.ShouldNotContain(message => Time(message.Payload) >= from.ToUnixTimeMilliseconds() && Time(message.Payload) < end);
    }

    [Fact]
    public async Task What_happens_while_the_service_is_away_is_kept_and_sent_when_it_returns()
    {
        var application = new ReceivingApplication();
        var first = await TestService.StartAsync(application);
        var clock = new SiteClock(TimeProvider.System, speed: 120);
        using var host = new SimulatorHost(Plan(null), clock, first.Broker);
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(ct: stop.Token);
        await Eventually.HoldsAsync(() => application.Telemetry.Count() > 3, "it is live");

        await first.DisposeAsync();
        var away = clock.NowUnixMs;
        await Eventually.HoldsAsync(() => host.Progress.Queued > 5, "messages wait");
        var back = clock.NowUnixMs;
        await using var second = await TestService.StartAsync(application, mqttPort: first.MqttPort);
        await Eventually.HoldsAsync(() => application.Telemetry.Any(message => Time(message.Payload) > back), "it is live again");
        await stop.CancelAsync();
        await running;

        var pump = application.Telemetry.Where(message => message.Topic.Contains("pump", StringComparison.Ordinal) && message.Payload.AsSpan().IndexOf("discharge_mpa"u8) >= 0)
            .Select(message => Time(message.Payload)).Distinct().Where(time => time < back).Order().ToList();
        pump.ShouldContain(time => time > away);
        pump.Zip(pump.Skip(1), (a, b) => b - a).ShouldAllBe(gap => gap <= 10_000, "nothing is missing");
        host.Progress.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task A_fault_can_be_laid_on_and_ended_while_running()
    {
        await using var service = await TestService.StartAsync();
        var clock = new SiteClock(TimeProvider.System, speed: 200);
        using var host = new SimulatorHost(Plan(null), clock, service.Broker);
        using var stop = new CancellationTokenSource();
        var running = host.RunAsync(ct: stop.Token);

        host.Inject("site", "lift", new FaultInjection { Kind = FaultKind.Entrapment, Start = clock.GetUtcNow() });
        await Eventually.HoldsAsync(() => Last("alarm_button") == "true", "the passenger rings");
        host.EndFaults("site", "lift");
        await Eventually.HoldsAsync(() => Last("occupied") == "false", "and gets out");
        await stop.CancelAsync();
        await running;

        Should.Throw<ArgumentException>(() => host.Inject("site", "lift", new FaultInjection { Kind = FaultKind.Burst, Start = default }));
        Should.Throw<ArgumentException>(() => host.Inject("site", "nobody", new FaultInjection { Kind = FaultKind.Entrapment, Start = default }));
        Should.Throw<ArgumentException>(() => host.EndFaults("nowhere", null));

        string? Last(string key)
        {
            string? last = null;
            foreach (var (topic, payload) in service.Application.Telemetry)
            {
                if (!topic.Contains("lift", StringComparison.Ordinal)) continue;
                using var json = JsonDocument.Parse(payload);
                if (json.RootElement.GetProperty("values").TryGetProperty(key, out var value)) last = value.GetRawText();
            }
            return last;
        }
    }

    private static SimulationPlan Plan(DateTimeOffset? backfillFrom) => new()
    {
        Sites =
        [
            new SitePlan
            {
                Code = "site",
                Assets =
                [
                    new AssetPlan { Code = "lift", Type = AssetTypes.Elevator, Seed = 1, BackfillFrom = backfillFrom },
                    new AssetPlan { Code = "pump", Type = AssetTypes.BoosterPump, Seed = 2, BackfillFrom = backfillFrom },
                ],
            },
        ],
    };

    private static long Time(byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.GetProperty("ts").GetInt64();
    }

    private sealed class Collecting(List<SimulationProgress> into) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            lock (into) into.Add(value);
        }
    }
}
