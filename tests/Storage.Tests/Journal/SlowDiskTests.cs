using Facilities.Storage.Journal;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Storage.Tests.Journal;

/// <summary>A disk that is slow but works: groups grow, memory doesn't, publishers wait, and nothing is said to be durable that isn't.</summary>
public sealed class SlowDiskTests : IDisposable
{
    private const int Publishers = 8;
    private const int PerPublisher = 1_500;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_a_sync_of_200_ms_groups_grow_publishers_are_held_back_and_nothing_is_acknowledged_early()
    {
        var disk = new FaultyDisk { FlushTakes = TimeSpan.FromMilliseconds(200) };
        var options = Options();
        await using (var journal = await OpenAsync(disk, options))
        {
            using var watch = new EarlyWatch(journal, disk);
            var (heldBack, mostInMemory) = await PublishAsync(journal);
            await journal.DurableAsync(journal.Appended);

            watch.WasEarly.ShouldBeFalse("what isn't synced is not durable");
            heldBack.ShouldBeGreaterThan(0);
            mostInMemory.ShouldBeLessThanOrEqualTo(2L * options.MaximumPendingBytes, "one group fills while one is written");
            var groups = journal.Statistics.Groups;
            // Each sync serves half a buffer at the least, but for the first and the last ones.
            groups.ShouldBeLessThanOrEqualTo(3 + journal.Appended.Offset / (options.MaximumPendingBytes / 2));
            (Publishers * PerPublisher / groups).ShouldBeGreaterThan(100, "records of a group");
        }

        await ShouldHoldEverythingAsync();
    }

    [Fact]
    public async Task A_write_that_stalls_acknowledges_nothing_holds_publishers_back_and_loses_nothing_when_it_goes_on()
    {
        var disk = new FaultyDisk();
        var options = Options();
        await using (var journal = await OpenAsync(disk, options))
        {
            using var watch = new EarlyWatch(journal, disk);
            disk.MayWrite.Reset();
            var publishing = PublishAsync(journal);
            while (journal.Statistics.WaitingAppends == 0) await Task.Yield();
            journal.DurableThrough.ShouldBe(JournalPosition.Start);
            watch.Times.ShouldBe(0);
            (journal.Appended.Offset - journal.DurableThrough.Offset).ShouldBeLessThanOrEqualTo(2L * options.MaximumPendingBytes);
            publishing.IsCompleted.ShouldBeFalse();

            disk.MayWrite.Set();
            await publishing;
            await journal.DurableAsync(journal.Appended);
            watch.WasEarly.ShouldBeFalse();
        }

        await ShouldHoldEverythingAsync();
    }

    /// <summary>One segment, so that a position is a place in the file; a buffer that a sync's time fills many times over.</summary>
    private JournalOptions Options() => JournalReadings.Options(_folder) with { SegmentBytes = 64L << 20, MaximumBytes = 128L << 20, MaximumPendingBytes = 1 << 16 };

    private static ValueTask<TelemetryJournal> OpenAsync(FaultyDisk disk, JournalOptions options) => TelemetryJournal.OpenAsync(options, default, disk, NullLogger.Instance);

    /// <summary>As sessions do: each sends its next when the one before is accepted. How many were held back, and the most that was accepted and not durable.</summary>
    private static async Task<(int HeldBack, long MostInMemory)> PublishAsync(TelemetryJournal journal)
    {
        var (heldBack, most) = (0, 0L);
        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (var i = 0; i < PerPublisher; i++)
            {
                var append = journal.AppendNumberAsync(publisher * PerPublisher + i);
                if (!append.IsCompleted) Interlocked.Increment(ref heldBack);
                await append;
                var durable = journal.DurableThrough.Offset;
                InterlockedMax(ref most, journal.Appended.Offset - durable);
            }
        })));
        return (heldBack, most);
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private async Task ShouldHoldEverythingAsync()
    {
        await using var again = await OpenAsync(new FaultyDisk(), Options());
        var numbers = again.NumbersFrom(JournalPosition.Start);
        numbers.Order().ShouldBe(Enumerable.Range(0, Publishers * PerPublisher));
        // Appends of one caller keep their order.
        for (var publisher = 0; publisher < Publishers; publisher++)
            numbers.Where(number => number / PerPublisher == publisher).ShouldBe(Enumerable.Range(publisher * PerPublisher, PerPublisher));
    }

    /// <summary>Compares what the journal says is durable with what the disk has synced by then.</summary>
    private sealed class EarlyWatch : IDurabilityObserver, IDisposable
    {
        private readonly TelemetryJournal _journal;
        private readonly FaultyDisk _disk;
        private int _times;

        public EarlyWatch(TelemetryJournal journal, FaultyDisk disk)
        {
            (_journal, _disk) = (journal, disk);
            journal.Register(this);
        }

        public bool WasEarly { get; private set; }

        public int Times => Volatile.Read(ref _times);

        public void OnDurable(JournalPosition through)
        {
            Interlocked.Increment(ref _times);
            if (through.Offset + JournalSegment.HeaderLength > _disk.SyncedBytes) WasEarly = true;
        }

        public void Dispose() => _journal.Unregister(this);
    }
}
