using Facilities.Operations.Notifications.Delivering;
using Facilities.Storage.Relational.Notifications;

namespace Facilities.Operations.Tests.Notifications;

public sealed class Receivers_Tests
{
    [Fact]
    public void Who_was_sent_nothing_for_a_day_is_forgotten_and_who_was_is_not()
    {
        var receivers = new Receivers();
        var now = TimeProvider.System.GetTimestamp();
        for (var n = 0; n < 1_000; n++) receivers.Window($"r{n}", ChannelKind.Sms, now);
        receivers.Fail("r7", ChannelKind.Sms, now).ShouldBe(1);
        var half = After(now, Receivers.Kept / 2);
        receivers.Fail("r7", ChannelKind.Sms, half).ShouldBe(2);
        var kept = receivers.Window("r7", ChannelKind.Sms, half);
        receivers.Count.ShouldBe(1_000);

        var day = After(now, Receivers.Kept);
        receivers.Window("r2000", ChannelKind.Sms, day);
        receivers.Count.ShouldBe(2);
        receivers.Window("r7", ChannelKind.Sms, day).ShouldBeSameAs(kept);
        receivers.Succeed("r7", ChannelKind.Sms, day).ShouldBe(2);
        receivers.Succeed("r7", ChannelKind.Sms, day).ShouldBe(0);
    }

    [Fact]
    public void A_receivers_ways_are_counted_apart()
    {
        var receivers = new Receivers();
        var now = TimeProvider.System.GetTimestamp();
        receivers.Window("r1", ChannelKind.Sms, now).ShouldNotBeSameAs(receivers.Window("r1", ChannelKind.Mail, now));
        receivers.Fail("r1", ChannelKind.Sms, now).ShouldBe(1);
        receivers.Fail("r1", ChannelKind.Mail, now).ShouldBe(1);
    }

    private static long After(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);
}
