using Facilities.Simulator.Hosting;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Service;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Simulator.Tests.Hosting;

public class GatewayTests
{
    [Fact]
    public void A_full_gateway_drops_its_oldest_messages_and_counts_them()
    {
        var site = new SitePlan { Code = "s", Assets = [new AssetPlan { Code = "a", Type = AssetTypes.Elevator, Seed = 1 }] };
        var gateway = new Gateway(site, new BrokerEndpoint { Port = FreePort.Next() }, NullLogger.Instance);
        for (var i = 0; i < Gateway.Capacity + 25; i++) gateway.Post(new OutboundMessage([1], [2], i));

        gateway.Queued.ShouldBe(Gateway.Capacity);
        gateway.Counters.Dropped.ShouldBe(25);
    }

    [Fact]
    public void Waits_between_attempts_grow_to_fifteen_seconds_and_are_jittered()
    {
        var backoff = new Backoff(Facilities.Simulator.Assets.SeededRandom.For(1, "test"));
        var waits = Enumerable.Range(0, 40).Select(_ => backoff.Next()).ToList();

        waits[0].ShouldBeInRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        waits.ShouldAllBe(wait => wait <= TimeSpan.FromSeconds(15));
        waits.Skip(20).Distinct().Count().ShouldBeGreaterThan(10);
        backoff.Reset();
        backoff.Next().ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void A_followed_clock_runs_at_the_services_speed_and_never_back()
    {
        var system = new FakeTime();
        var clock = new RemoteSiteClock(new ClockReply(1_000_000, 60), system);

        clock.GetUtcNow().ToUnixTimeMilliseconds().ShouldBe(1_000_000);
        system.Advance(TimeSpan.FromSeconds(2));
        clock.GetUtcNow().ToUnixTimeMilliseconds().ShouldBe(1_120_000);
        clock.Set(new ClockReply(1_100_000, 60));
        clock.GetUtcNow().ToUnixTimeMilliseconds().ShouldBe(1_120_000, "it waits for the service's clock to come up");
        system.Advance(TimeSpan.FromSeconds(1));
        clock.GetUtcNow().ToUnixTimeMilliseconds().ShouldBe(1_160_000);
    }
}
