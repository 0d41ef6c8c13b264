using Facilities.Operations.Live;
using Facilities.Storage.Relational.Signals;

namespace Facilities.Operations.Tests.Live;

public sealed class LiveWire_Tests
{
    [Fact]
    public void What_is_written_is_read_again_whatever_the_ids()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 50; round++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 5_000)).Select(_ => new LiveChange((LiveTopic)random.Next(0, 6), random.Next(0, 20_000))).ToHashSet();
            var bodies = LiveWire.Write(changes);
            bodies.ShouldAllBe(body => body.Length <= ProcessSignals.LongestBody);
            bodies.SelectMany(LiveWire.Read).ShouldBe(changes, ignoreOrder: true);
        }
    }

    [Fact]
    public void A_citys_worth_of_neighbours_is_one_short_message()
    {
        LiveWire.Write(Enumerable.Range(1, 300_000).Select(id => new LiveChange(LiveTopic.Values, id))).ShouldBe(["Values:1-300000"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Weather:1")]
    [InlineData("Fault:")]
    [InlineData("Fault:x")]
    [InlineData("Fault:5-2")]
    [InlineData("Values:0-2147483647")]
    [InlineData("Values:99999999999")]
    public void What_another_version_says_means_read_everything(string body)
    {
        LiveWire.Read(body).ShouldBe([LiveChange.Everything]);
    }

    [Fact]
    public void Everything_reaches_whoever_listens_for_anything()
    {
        LiveInterest.In(LiveTopic.Claim).Wants(LiveChange.Everything).ShouldBeTrue();
        LiveInterest.InValuesOf([1]).Wants(LiveChange.Everything).ShouldBeTrue();
    }
}
