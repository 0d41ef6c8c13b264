using Facilities.Simulator.Assets;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;

namespace Facilities.Simulator.Tests.Assets;

public class DeterminismTests
{
    public static TheoryData<string> Types => [.. AssetTypes.Simulated];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_seed_gives_the_same_bytes(string type)
    {
        var first = Recording.Of(type, TimeSpan.FromHours(30));
        var second = Recording.Of(type, TimeSpan.FromHours(30));

        first.Messages.Count.ShouldBeGreaterThan(2);
        Same(first.Messages, second.Messages).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Another_seed_gives_other_bytes(string type)
    {
        var first = Recording.Of(type, TimeSpan.FromHours(30), seed: 1);
        var second = Recording.Of(type, TimeSpan.FromHours(30), seed: 2);

        Same(first.Messages, second.Messages).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Small_steps_give_the_same_as_one_large_one(string type)
    {
        var whole = Recording.Of(type, TimeSpan.FromHours(6));
        var site = new SitePlan { Code = "site", Assets = [new AssetPlan { Code = "a1", Type = type, Seed = 7 }] };
        var start = Recording.Midnight.ToUnixTimeMilliseconds();
        using var simulation = new SiteSimulation(site, start);
        var steps = new Recording();
        for (var at = start; at <= start + 6 * 3_600_000L; at += 700) simulation.Advance(at, steps.Add, limit: 3);
        while (!simulation.Advance(start + 6 * 3_600_000L, steps.Add, limit: 3)) { }

        Same(whole.Messages, steps.Messages).ShouldBeTrue();
    }

    [Fact]
    public void A_fault_does_not_change_what_was_before_it()
    {
        var healthy = Recording.Of(AssetTypes.BoosterPump, TimeSpan.FromHours(4));
        var failing = Recording.Of(AssetTypes.BoosterPump, TimeSpan.FromHours(4),
            faults: [Recording.Fault(FaultKind.PumpBearing, TimeSpan.FromHours(2), TimeSpan.FromMinutes(10))]);
        var before = (Recording.Midnight + TimeSpan.FromHours(2)).ToUnixTimeMilliseconds();

        Same([.. healthy.Messages.Where(m => m.UnixMs < before)], [.. failing.Messages.Where(m => m.UnixMs < before)]).ShouldBeTrue();
        Same(healthy.Messages, failing.Messages).ShouldBeFalse();
    }

    [Fact]
    public void A_sites_messages_come_in_order_of_time()
    {
        var site = new SitePlan
        {
            Code = "site",
            Assets = [.. AssetTypes.Simulated.Select((type, i) => new AssetPlan
            {
                Code = type, Type = type, Seed = i, BackfillFrom = Recording.Midnight - TimeSpan.FromHours(i),
            })],
        };
        using var simulation = new SiteSimulation(site, Recording.Midnight.ToUnixTimeMilliseconds());
        var messages = new List<SimulatedMessage>();
        simulation.Advance(Recording.Midnight.AddHours(1).ToUnixTimeMilliseconds(), messages.Add);

        messages.Select(message => message.UnixMs).ShouldBeInOrder();
        foreach (var asset in simulation.Assets)
            messages.First(message => message.Asset == asset).UnixMs.ShouldBeLessThanOrEqualTo(asset.StartUnixMs + 60_000);
    }

    private static bool Same(List<(long UnixMs, byte[] Payload)> a, List<(long UnixMs, byte[] Payload)> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.Payload.AsSpan().SequenceEqual(pair.Second.Payload));
}
