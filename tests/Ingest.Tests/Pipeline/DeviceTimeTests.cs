using Facilities.Ingest.Pipeline;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Pipeline;

public sealed class DeviceTimeTests
{
    private const long Now = 1_790_000_000_000;

    [Theory]
    [InlineData(Now - 1_000, Now - 1_000, ReadingFlags.None)]
    [InlineData(Now - 86_400_000, Now - 86_400_000, ReadingFlags.None)] // a late batch keeps its time
    [InlineData(Now + 300_000, Now + 300_000, ReadingFlags.None)]
    [InlineData(Now + 300_001, Now, ReadingFlags.ClampedFuture)]
    [InlineData(Now * 2, Now, ReadingFlags.ClampedFuture)]
    [InlineData(0L, Now, ReadingFlags.NoDeviceTime)] // a clock in 1970
    [InlineData(86_400_000L, Now, ReadingFlags.NoDeviceTime)]
    [InlineData(null, Now, ReadingFlags.NoDeviceTime)]
    public void An_event_time_is_kept_clamped_or_replaced(long? device, long expected, ReadingFlags expectedFlags)
    {
        DeviceTime.Settle(device, Now, out var flags).ShouldBe(expected);
        flags.ShouldBe(expectedFlags);
    }

    [Fact]
    public void A_local_time_without_an_offset_says_nothing()
    {
        DeviceTime.FromText("2026-09-21T14:13:20.0000000"u8).ShouldBeNull();
        DeviceTime.FromText("2026-09-21T14:13:20.0000000+08:00"u8).ShouldBe(1_789_971_200_000);
    }
}
