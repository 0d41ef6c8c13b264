using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Journal;

public sealed class TelemetryJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_back_every_kind_of_record_as_it_was_appended()
    {
        await using var journal = await OpenAsync();
        await journal.AppendNumberAsync(1);
        var reject = new RejectRecord(5, new SourceId(3), "json-malformed", "offset 12", "client-1", "fm/v1/a/b/telemetry", "{\"ts\":"u8.ToArray());
        var quarantine = new QuarantineRecord(6, "unknown-asset", "native", "a/客梯", "client-2", "user", "fm/v1/a/客梯/telemetry", "{}"u8.ToArray());
        var presence = new PresenceRecord(new SourceId(9), 1_700_000_000_000, 1_700_000_000_007, ReadingFlags.Retained, PresenceState.Lost);
        var rejectAt = await journal.AppendAsync(reject);
        var quarantineAt = await journal.AppendAsync(quarantine);
        var presenceAt = await journal.AppendAsync(presence);
        await journal.AppendNumberAsync(2);
        await journal.DurableAsync(journal.Appended);

        using var cursor = journal.OpenCursor(JournalPosition.Start);
        var chunk = new JournalChunk();
        cursor.TryRead(chunk).ShouldBeTrue();

        chunk.Count.ShouldBe(5);
        chunk.Readings.Count.ShouldBe(2);
        chunk.Rejects.Single().Record.ShouldBe(reject with { Payload = chunk.Rejects[0].Record.Payload });
        chunk.Rejects[0].Record.Payload.ToArray().ShouldBe(reject.Payload.ToArray());
        chunk.Rejects[0].Position.ShouldBe(rejectAt);
        chunk.Quarantined.Single().Record.ShouldBe(quarantine with { Payload = chunk.Quarantined[0].Record.Payload });
        chunk.Quarantined[0].Record.Payload.ToArray().ShouldBe(quarantine.Payload.ToArray());
        chunk.Quarantined[0].Position.ShouldBe(quarantineAt);
        chunk.Presences.Single().ShouldBe(new JournalEntry<PresenceRecord>(presenceAt, 1, presence));
        chunk.To.ShouldBe(journal.DurableThrough);
    }

    [Fact]
    public async Task Values_come_back_bit_for_bit()
    {
        double[] values =
        [
            0, -0.0, 1, -1, 23.4, 0.1 + 0.2, 1e-7, 12345.6789, -0.0001, double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001),
            double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 1L << 53, long.MinValue, MathF.PI, Math.PI, 1.0 / 3,
        ];
        await using var journal = await OpenAsync();
        await journal.AppendAsync(new Reading
        {
            Source = new SourceId(int.MaxValue),
            EventTimeUnixMs = long.MinValue / 2,
            ReceiveTimeUnixMs = long.MaxValue / 4,
            Flags = ReadingFlags.ClampedFuture | ReadingFlags.Retained,
            Values = values.Select((v, i) => new PointValue((ushort)(ushort.MaxValue - i), v)).ToArray(),
        });
        await journal.DurableAsync(journal.Appended);

        using var cursor = journal.OpenCursor(JournalPosition.Start);
        var chunk = new JournalChunk();
        cursor.TryRead(chunk).ShouldBeTrue();

        var reading = chunk.Readings[0];
        reading.Source.Value.ShouldBe(int.MaxValue);
        reading.EventTimeUnixMs.ShouldBe(long.MinValue / 2);
        reading.ReceiveTimeUnixMs.ShouldBe(long.MaxValue / 4);
        reading.Flags.ShouldBe(ReadingFlags.ClampedFuture | ReadingFlags.Retained);
        reading.Values.ToArray().Select(v => BitConverter.DoubleToInt64Bits(v.Value)).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
        reading.Values[3].Point.ShouldBe((ushort)(ushort.MaxValue - 3));
    }

    [Fact]
    public async Task A_restart_goes_on_at_the_same_positions()
    {
        JournalPosition end;
        await using (var journal = await OpenAsync())
        {
            await journal.AppendNumbersAsync(0, 500);
            end = journal.Appended;
        }

        await using var again = await OpenAsync();
        again.Appended.ShouldBe(end);
        again.DurableThrough.ShouldBe(end);
        await again.AppendNumbersAsync(500, 500);
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 1000));
        again.NumbersFrom(end).ShouldBe(Enumerable.Range(500, 500));
    }

    [Fact]
    public async Task Closing_makes_what_is_pending_durable()
    {
        await using (var journal = await OpenAsync())
        {
            for (var i = 0; i < 300; i++) await journal.AppendNumberAsync(i);
        }

        await using var again = await OpenAsync();
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 300));
    }

    [Fact]
    public async Task A_cursor_follows_live_writes_across_segments()
    {
        await using var journal = await OpenAsync();
        using var cursor = journal.OpenCursor(JournalPosition.Start);
        var numbers = new List<int>();
        var reading = Task.Run(async () =>
        {
            var chunk = new JournalChunk();
            while (numbers.Count < 3000)
            {
                var before = cursor.Position;
                (await cursor.ReadAsync(chunk)).ShouldBeTrue();
                chunk.From.ShouldBe(before);
                chunk.To.ShouldBe(cursor.Position);
                chunk.AddNumbersTo(numbers);
            }
        });
        for (var i = 0; i < 3000; i++)
        {
            await journal.AppendNumberAsync(i);
            if (i % 50 == 0) await Task.Yield();
            if (i % 300 == 0) await journal.DurableAsync(journal.Appended);
        }

        await reading.WaitAsync(TimeSpan.FromSeconds(30));
        numbers.ShouldBe(Enumerable.Range(0, 3000));
        journal.Statistics.Segments.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Appends_from_many_threads_all_arrive_each_thread_in_its_order()
    {
        await using var journal = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++) await journal.AppendNumberAsync(thread * 1000 + i);
        })));
        await journal.DurableAsync(journal.Appended);

        var numbers = journal.NumbersFrom(JournalPosition.Start);
        numbers.Count.ShouldBe(4000);
        foreach (var ofThread in numbers.GroupBy(n => n / 1000)) ofThread.ShouldBe(Enumerable.Range(ofThread.Key * 1000, 500));
    }

    [Fact]
    public async Task One_sync_serves_a_whole_group_and_observers_hear_of_it_once()
    {
        var disk = new FaultyDisk();
        await using var journal = await OpenAsync(disk);
        using var watch = new DurabilityWatch(journal);
        disk.MayFlush.Reset();
        var first = await journal.AppendNumberAsync(0);
        for (var i = 1; i < 200; i++) await journal.AppendNumberAsync(i);
        var flushesBefore = disk.Flushes;
        disk.MayFlush.Set();
        await watch.ReachesAsync(journal.Appended);

        // The first record may have gone ahead alone; everything else shared what came next (and a new segment's header).
        (disk.Flushes - flushesBefore).ShouldBeLessThanOrEqualTo(4);
        watch.Seen.Count.ShouldBeLessThanOrEqualTo(3);
        watch.Seen.ShouldBe(watch.Seen.Order());
        watch.Seen[^1].ShouldBe(journal.Appended);
        first.ShouldBeLessThan(journal.Appended);
    }

    [Fact]
    public async Task Release_deletes_whole_segments_before_the_position_and_no_more()
    {
        await using var journal = await OpenAsync();
        var positions = new List<JournalPosition>();
        for (var i = 0; i < 1000; i++)
        {
            positions.Add(await journal.AppendNumberAsync(i));
            await journal.DurableAsync(positions[^1]);
        }

        var segments = journal.Statistics.Segments;
        journal.Release(positions[499]);

        journal.Statistics.Segments.ShouldBeLessThan(segments);
        journal.Statistics.Oldest.ShouldBeLessThanOrEqualTo(positions[499]);
        journal.NumbersFrom(positions[499]).ShouldBe(Enumerable.Range(500, 500));
        Directory.GetFiles(_folder.Of("journal")).Length.ShouldBe(journal.Statistics.Segments);
        journal.Release(journal.Appended);
        journal.Statistics.Segments.ShouldBe(1);
    }

    [Fact]
    public async Task At_its_limit_the_journal_holds_appends_back_and_drops_none()
    {
        await using var journal = await OpenAsync();
        var appended = 0;
        var filling = Task.Run(async () =>
        {
            for (; appended < 60_000; appended++) await journal.AppendNumberAsync(appended);
        });
        using var cursor = journal.OpenCursor(JournalPosition.Start);
        var chunk = new JournalChunk();
        var numbers = new List<int>();
        var mostHeld = 0L;
        while (numbers.Count < 60_000)
        {
            if (numbers.Count == 0) await HeldBackAsync(journal);
            (await cursor.ReadAsync(chunk)).ShouldBeTrue();
            chunk.AddNumbersTo(numbers);
            mostHeld = Math.Max(mostHeld, journal.Statistics.HeldBytes);
            journal.Release(cursor.Position);
        }

        await filling;
        numbers.ShouldBe(Enumerable.Range(0, 60_000));
        mostHeld.ShouldBeLessThanOrEqualTo(1 << 20);
    }

    [Fact]
    public async Task A_held_back_append_can_be_cancelled_and_leaves_nothing_behind()
    {
        var disk = new FaultyDisk();
        await using var journal = await OpenAsync(disk);
        disk.MayFlush.Reset();
        await journal.AppendNumberAsync(0);
        await disk.BlocksAsync();
        var number = 1;
        ValueTask<JournalPosition> held;
        do held = journal.AppendNumberAsync(number++);
        while (held.IsCompleted);
        using var cancellation = new CancellationTokenSource();
        var cancelled = journal.AppendNumberAsync(99_999, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        disk.MayFlush.Set();
        await journal.DurableAsync(await held);
        journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, number));
    }

    [Fact]
    public async Task Positions_never_run_backwards_when_the_folder_was_lost()
    {
        JournalPosition seen;
        await using (var journal = await OpenAsync())
        {
            await journal.AppendNumbersAsync(0, 100);
            seen = journal.Appended;
        }

        Directory.Delete(_folder.Of("journal"), recursive: true);
        await using var again = await OpenAsync(notBefore: seen);
        again.Appended.ShouldBe(seen);
        using var cursor = again.OpenCursor(JournalPosition.Start);
        cursor.TryRead(new JournalChunk()).ShouldBeFalse();
        await again.AppendNumbersAsync(100, 10);
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(100, 10));
        again.NumbersFrom(seen).ShouldBe(Enumerable.Range(100, 10));
    }

    [Fact]
    public async Task A_journal_that_ends_before_what_consumers_saw_goes_on_after_it()
    {
        await using (var journal = await OpenAsync()) await journal.AppendNumbersAsync(0, 10);
        await using (var ahead = await OpenAsync(notBefore: new JournalPosition(1_000_000))) await ahead.AppendNumbersAsync(10, 10);
        await using var again = await OpenAsync();
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 20));
        again.NumbersFrom(new JournalPosition(1_000_000)).ShouldBe(Enumerable.Range(10, 10));
    }

    [Fact]
    public async Task A_waiting_cursor_ends_when_the_journal_closes()
    {
        var journal = await OpenAsync();
        using var cursor = journal.OpenCursor(JournalPosition.Start);
        var waiting = cursor.ReadAsync(new JournalChunk()).AsTask();
        await journal.DisposeAsync();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_record_over_the_limit_is_refused_by_itself()
    {
        await using var journal = await OpenAsync();
        var huge = new RejectRecord(0, default, "r", "", "", "", new byte[1 << 17]);
        (await Should.ThrowAsync<ArgumentException>(async () => await journal.AppendAsync(huge))).Message.ShouldContain("over the limit");
        await journal.AppendNumbersAsync(0, 1);
        journal.NumbersFrom(JournalPosition.Start).ShouldBe([0]);
    }

    [Fact]
    public async Task Options_are_refused_with_all_mistakes_at_once()
    {
        var error = await Should.ThrowAsync<ArgumentException>(async () =>
            await TelemetryJournal.OpenAsync(new JournalOptions { Path = " ", SegmentBytes = 1, MaximumBytes = 2 }));
        error.Message.ShouldContain("Path");
        error.Message.ShouldContain("SegmentBytes");
        error.Message.ShouldContain("MaximumBytes");
    }

    [Fact]
    public async Task Appending_a_reading_allocates_nothing_while_there_is_room()
    {
        await using var journal = await TelemetryJournal.OpenAsync(new JournalOptions { Path = _folder.Of("journal") });
        for (var i = 0; i < 2000; i++) await journal.AppendNumberAsync(i);
        await journal.DurableAsync(journal.Appended);
        PointValue[] values = [new(1, 23.4), new(2, 0.1 + 0.2), new(3, 1), new(4, double.NaN)];

        const int Count = 10_000;
        var before = 0L;
        for (var i = -1; i < Count; i++)
        {
            // The first one gives this thread its scratch buffer.
            if (i == 0) before = GC.GetAllocatedBytesForCurrentThread();
            var accepted = journal.AppendAsync(new Reading { Source = new SourceId(1), EventTimeUnixMs = i, ReceiveTimeUnixMs = i, Values = values });
            if (!accepted.IsCompletedSuccessfully) throw new InvalidOperationException("There was room.");
        }

        // Not exactly nothing: the runtime makes an object when a lock is first contended.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Count);
    }

    private static async Task HeldBackAsync(TelemetryJournal journal)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (journal.Statistics.WaitingAppends == 0)
        {
            TimeProvider.System.GetElapsedTime(deadline).ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }
    }

    private ValueTask<TelemetryJournal> OpenAsync(FaultyDisk? disk = null, JournalPosition notBefore = default) =>
        TelemetryJournal.OpenAsync(
            JournalReadings.Options(_folder), notBefore, disk ?? new FaultyDisk(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
}
