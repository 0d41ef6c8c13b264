using Facilities.Storage.Journal;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Storage.Tests.Journal;

/// <summary>Crashes, damaged bytes and failing disks.</summary>
public sealed class TelemetryJournalFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_last_record_torn_at_any_byte_is_cut_and_the_rest_stays()
    {
        JournalPosition beforeLast;
        await using (var journal = await OpenAsync())
        {
            await journal.AppendNumbersAsync(0, 5);
            beforeLast = journal.Appended;
            await journal.AppendNumbersAsync(5, 1);
        }

        var file = Directory.GetFiles(_folder.Of("journal")).Single();
        var whole = await File.ReadAllBytesAsync(file);
        var end = (int)(beforeLast.Offset + JournalSegment.HeaderLength);
        for (var length = end; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            await using var journal = await OpenAsync();
            journal.Appended.ShouldBe(beforeLast);
            journal.Statistics.DamagedBytes.ShouldBe(0);
            journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 5));
            await journal.AppendNumbersAsync(5, 1);
            journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 6));
        }
    }

    [Fact]
    public async Task A_tail_of_zeros_is_cut()
    {
        await using (var journal = await OpenAsync()) await journal.AppendNumbersAsync(0, 5);
        var file = Directory.GetFiles(_folder.Of("journal")).Single();
        await File.AppendAllBytesAsync(file, new byte[10_000]);
        await using var again = await OpenAsync();
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 5));
        new FileInfo(file).Length.ShouldBe(again.Appended.Offset + JournalSegment.HeaderLength);
    }

    [Fact]
    public async Task A_flipped_byte_costs_one_record_wherever_it_is()
    {
        await using (var journal = await OpenAsync()) await journal.AppendNumbersAsync(0, 20);
        var file = Directory.GetFiles(_folder.Of("journal")).Single();
        var whole = await File.ReadAllBytesAsync(file);
        var recordLength = (whole.Length - JournalSegment.HeaderLength) / 20;
        for (var at = JournalSegment.HeaderLength; at < whole.Length - 2 * recordLength; at += 3)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x40;
            await File.WriteAllBytesAsync(file, damaged);
            await using var journal = await OpenAsync();
            var numbers = journal.NumbersFrom(JournalPosition.Start);
            numbers.Count.ShouldBe(19);
            numbers.ShouldBe(numbers.Order());
            journal.Statistics.DamagedBytes.ShouldBeGreaterThan(0);
            journal.Appended.Offset.ShouldBe(whole.Length - JournalSegment.HeaderLength);
        }
    }

    [Fact]
    public async Task Damage_in_an_older_segment_is_skipped_to_the_next_readable_record()
    {
        await using (var journal = await OpenAsync())
        {
            for (var i = 0; i < 20; i++) await journal.AppendNumbersAsync(i * 50, 50);
        }

        var files = Directory.GetFiles(_folder.Of("journal")).Order().ToArray();
        files.Length.ShouldBeGreaterThan(3);
        var bytes = await File.ReadAllBytesAsync(files[1]);
        new Random(1).NextBytes(bytes.AsSpan(1000, 500));
        await File.WriteAllBytesAsync(files[1], bytes);
        await using var again = await OpenAsync();
        var numbers = again.NumbersFrom(JournalPosition.Start);
        numbers.ShouldBe(numbers.Order());
        numbers.Count.ShouldBeInRange(960, 999);
        again.Statistics.DamagedBytes.ShouldBeInRange(450, 700);
    }

    [Fact]
    public async Task A_segment_whose_header_is_damaged_is_still_read()
    {
        await using (var journal = await OpenAsync())
        {
            for (var i = 0; i < 10; i++) await journal.AppendNumbersAsync(i * 50, 50);
        }

        var files = Directory.GetFiles(_folder.Of("journal")).Order().ToArray();
        var bytes = await File.ReadAllBytesAsync(files[1]);
        bytes.AsSpan(0, 20).Clear();
        await File.WriteAllBytesAsync(files[1], bytes);
        await using var again = await OpenAsync();
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 500));
    }

    [Fact]
    public async Task A_segment_file_that_a_crash_left_without_a_header_is_made_anew()
    {
        await using (var journal = await OpenAsync()) await journal.AppendNumbersAsync(0, 200);
        var end = Directory.GetFiles(_folder.Of("journal")).Order().Last();
        var next = long.Parse(Path.GetFileNameWithoutExtension(end), System.Globalization.CultureInfo.InvariantCulture) + new FileInfo(end).Length - JournalSegment.HeaderLength;
        await File.WriteAllBytesAsync(JournalSegment.PathFor(_folder.Of("journal"), next), new byte[7]);
        await using var again = await OpenAsync();
        await again.AppendNumbersAsync(200, 200);
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 400));
    }

    [Fact]
    public async Task A_payload_that_looks_like_a_record_is_not_taken_for_one()
    {
        // A device sends the bytes of a valid record, and the record that keeps its payload is damaged.
        var forged = new byte[RecordFormat.HeaderLength + 3];
        RecordFormat.WriteHeader(forged, RecordKind.Reading, salt: 0);
        await using (var journal = await OpenAsync())
        {
            await journal.AppendNumbersAsync(0, 3);
            await journal.AppendAsync(new RejectRecord(1, default, "r", "", "", "t", forged));
            await journal.AppendNumbersAsync(3, 3);
        }

        var file = Directory.GetFiles(_folder.Of("journal")).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.AsSpan().IndexOf(forged) - 3] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using var again = await OpenAsync();
        again.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 6));
    }

    [Fact]
    public async Task A_failed_sync_acknowledges_nothing_and_fails_what_follows()
    {
        var disk = new FaultyDisk();
        var journal = await OpenAsync(disk);
        await journal.AppendNumbersAsync(0, 10);
        var durable = journal.DurableThrough;
        using var watch = new DurabilityWatch(journal);
        disk.FlushError = new IOException("Input/output error", 5);
        var position = await journal.AppendNumberAsync(10);
        using var cursor = journal.OpenCursor(durable);
        (await cursor.ReadAsync(new JournalChunk())).ShouldBeFalse();
        disk.FlushError = null;

        await Should.ThrowAsync<JournalFailedException>(async () => await journal.AppendNumberAsync(11));
        journal.Failure.ShouldBeOfType<IOException>();
        journal.DurableThrough.ShouldBe(durable);
        position.ShouldBeGreaterThan(durable);
        watch.Seen.ShouldBeEmpty();
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_full_disk_holds_back_and_goes_on_when_there_is_space()
    {
        var disk = new FaultyDisk();
        await using var journal = await OpenAsync(disk);
        await journal.AppendNumbersAsync(0, 10);
        disk.WriteError = FaultyDisk.DiskFull();
        var appending = Task.Run(async () =>
        {
            for (var i = 10; i < 8000; i++) await journal.AppendNumberAsync(i);
        });
        while (journal.Statistics is not { IsDiskFull: true, WaitingAppends: > 0 }) await Task.Yield();
        journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 10));
        appending.IsCompleted.ShouldBeFalse();

        disk.WriteError = null;
        await appending.WaitAsync(TimeSpan.FromSeconds(10));
        await journal.DurableAsync(journal.Appended);
        journal.NumbersFrom(JournalPosition.Start).ShouldBe(Enumerable.Range(0, 8000));
        journal.Statistics.IsDiskFull.ShouldBeFalse();
    }

    [Fact]
    public async Task A_copy_taken_at_any_moment_holds_everything_that_was_durable_by_then()
    {
        await using var journal = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var appending = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await journal.AppendNumberAsync(i);
        });
        for (var round = 0; round < 8; round++)
        {
            // Room first: while the last copy was read the appender may have filled the journal to its limit, where it waits.
            journal.Release(journal.DurableThrough);
            await journal.DurableAsync(new JournalPosition(journal.Appended.Offset + 20_000));
            var durable = journal.DurableThrough;
            using var copy = new TempFolder();
            Directory.CreateDirectory(copy.Of("journal"));
            // What a killed process leaves behind: the files as they are, the last one longer than what was synced.
            foreach (var file in Directory.GetFiles(_folder.Of("journal")).Order())
            {
                File.Copy(file, Path.Combine(copy.Of("journal"), Path.GetFileName(file)));
            }

            await using var revived = await TelemetryJournal.OpenAsync(JournalReadings.Options(copy));
            revived.Appended.ShouldBeGreaterThanOrEqualTo(durable);
            var numbers = revived.NumbersFrom(revived.Statistics.Oldest);
            numbers.ShouldBe(Enumerable.Range(numbers[0], numbers.Count));
            revived.Statistics.DamagedBytes.ShouldBe(0);
        }

        await stop.CancelAsync();
        // It may be waiting for room.
        journal.Release(journal.DurableThrough);
        await appending;
    }

    private ValueTask<TelemetryJournal> OpenAsync(FaultyDisk? disk = null) =>
        TelemetryJournal.OpenAsync(JournalReadings.Options(_folder), default, disk ?? new FaultyDisk(), NullLogger.Instance);
}
