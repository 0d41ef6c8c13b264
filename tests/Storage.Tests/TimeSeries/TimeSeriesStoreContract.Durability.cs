using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

// What survives, and what is gone for good.
public abstract partial class TimeSeriesStoreContract
{
    [Fact]
    public async Task A_deleted_source_is_gone_also_after_a_restart_and_its_neighbours_stay()
    {
        await using var s = await SessionAsync();
        await s.Store.WriteAsync(Ramp(Lift, 0, 500), new JournalPosition(100));
        await s.Store.WriteAsync(Ramp(Pump, 0, 10), new JournalPosition(200));
        await s.Store.FlushAsync();
        await s.Store.WriteAsync(Ramp(Lift, 500, 10), new JournalPosition(300));
        await s.Store.DeleteAsync(Lift);

        await AssertGoneAsync(s.Store);
        await s.CrashAsync();
        // The journal is read again from where the store says; the deleted source's readings stand before it.
        s.Store.AppliedThrough.ShouldBe(new JournalPosition(300));
        await AssertGoneAsync(s.Store);
        await s.Store.WriteAsync(Batch((Lift, T0 + 1, [(1, 1)])), new JournalPosition(400));
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 10_000_000, 1000)).ShouldBe([new Sample(T0 + 1, 1)]);

        static async Task AssertGoneAsync(ITimeSeriesStore store)
        {
            (await store.RangeAsync(Lift, 1, 0, long.MaxValue / 2, 1000)).ShouldBeEmpty();
            (await store.LastAsync([Lift])).ShouldBeEmpty();
            (await store.AllSeriesAsync().ToListAsync()).ShouldAllBe(x => x.Source == Pump);
            (await store.RangeAsync(Pump, 1, 0, long.MaxValue / 2, 1000)).Count.ShouldBe(10);
        }
    }

    [Fact]
    public async Task What_is_flushed_survives_a_crash_and_is_said_to_be_applied()
    {
        await using var s = await SessionAsync();
        s.Store.AppliedThrough.ShouldBe(JournalPosition.Start);
        await s.Store.WriteAsync(Ramp(Lift, 0, 30), new JournalPosition(1000));
        await s.Store.FlushAsync();
        s.Store.AppliedThrough.ShouldBe(new JournalPosition(1000));
        await s.CrashAsync();

        s.Store.AppliedThrough.ShouldBe(new JournalPosition(1000));
        (await s.Store.RangeAsync(Lift, 1, T0, T0 + 1_000_000, 100)).Count.ShouldBe(30);
    }
}
