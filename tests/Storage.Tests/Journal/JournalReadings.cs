using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Journal;

/// <summary>Readings that say their own number, and a way to read all of them back.</summary>
internal static class JournalReadings
{
    public static JournalOptions Options(TempFolder folder) => new()
    {
        Path = folder.Of("journal"),
        SegmentBytes = 4096,
        MaximumPendingBytes = 1 << 16,
        MaximumBytes = 1 << 20,
        GroupInterval = TimeSpan.Zero,
        FullDiskRetry = TimeSpan.FromMilliseconds(5),
    };

    public static ValueTask<JournalPosition> AppendNumberAsync(this TelemetryJournal journal, int number, CancellationToken cancellationToken = default) =>
        journal.AppendAsync(
            new Reading
            {
                Source = new SourceId(7),
                EventTimeUnixMs = 1_700_000_000_000 + number,
                ReceiveTimeUnixMs = 1_700_000_000_100 + number,
                Values = [new PointValue(1, number), new PointValue(2, 0.5 + number)],
            },
            cancellationToken);

    public static async Task AppendNumbersAsync(this TelemetryJournal journal, int first, int count)
    {
        var last = JournalPosition.Start;
        for (var i = first; i < first + count; i++) last = await journal.AppendNumberAsync(i);
        await journal.DurableAsync(last);
    }

    /// <summary>Waits until everything before a position is durable.</summary>
    public static async Task DurableAsync(this TelemetryJournal journal, JournalPosition position)
    {
        using var watch = new DurabilityWatch(journal);
        await watch.ReachesAsync(position);
    }

    /// <summary>The numbers of all readings that are durable now.</summary>
    public static List<int> NumbersFrom(this TelemetryJournal journal, JournalPosition from)
    {
        using var cursor = journal.OpenCursor(from);
        var chunk = new JournalChunk();
        var numbers = new List<int>();
        while (cursor.TryRead(chunk)) chunk.AddNumbersTo(numbers);
        return numbers;
    }

    public static void AddNumbersTo(this JournalChunk chunk, List<int> numbers)
    {
        for (var i = 0; i < chunk.Readings.Count; i++)
        {
            var reading = chunk.Readings[i];
            var number = (int)reading.Values[0].Value;
            reading.Source.ShouldBe(new SourceId(7));
            reading.EventTimeUnixMs.ShouldBe(1_700_000_000_000 + number);
            reading.ReceiveTimeUnixMs.ShouldBe(1_700_000_000_100 + number);
            reading.Values[1].ShouldBe(new PointValue(2, 0.5 + number));
            numbers.Add(number);
        }
    }
}
