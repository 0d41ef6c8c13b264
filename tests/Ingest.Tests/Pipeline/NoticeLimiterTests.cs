using Facilities.Ingest.Pipeline;

namespace Facilities.Ingest.Tests.Pipeline;

public sealed class NoticeLimiterTests
{
    [Fact]
    public void The_same_complaint_passes_once_per_asset()
    {
        var limiter = new NoticeLimiter(TimeProvider.System, TimeSpan.FromMinutes(1), capacity: 10);
        limiter.Admit(1, "colour"u8).ShouldBeTrue();
        limiter.Admit(1, "colour"u8).ShouldBeFalse();
        limiter.Admit(1, "taste"u8).ShouldBeTrue();
        limiter.Admit(2, "colour"u8).ShouldBeTrue();
    }

    [Fact]
    public void It_passes_again_after_the_interval()
    {
        var limiter = new NoticeLimiter(TimeProvider.System, TimeSpan.Zero, capacity: 10);
        limiter.Admit(1, "colour"u8).ShouldBeTrue();
        limiter.Admit(1, "colour"u8).ShouldBeTrue();
    }

    [Fact]
    public void A_repeat_allocates_nothing_and_long_names_are_cut()
    {
        var limiter = new NoticeLimiter(TimeProvider.System, TimeSpan.FromMinutes(1), capacity: 10);
        var name = new byte[10_000];
        limiter.Admit(1, name).ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) limiter.Admit(1, name).ShouldBeFalse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }
}
