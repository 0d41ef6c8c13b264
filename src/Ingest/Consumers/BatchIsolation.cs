using System.Globalization;
using System.Text;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Assets;
using Facilities.Storage.Journal;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Finds what in a batch the store throws on for no reason that it knows itself, so that one bad sample neither stops the consumer for ever nor takes
/// its neighbours with it. Halves until a single reading stands alone, and writes that value by value before it goes on, so that the later of two writes
/// stays the later; what is still thrown on goes to the rejects with the store's words, the rest is stored.
/// <code>
///   chunk ─► halves ─► … ─► reading ─► its values one by one ─► rejects (durable) ─► position past the chunk
/// </code>
/// Whether it is the data or the store is decided by evidence: as long as not a single value can be written, not even of a reading that came after the
/// chunk, it is the store, and the chunk stays where it is. Writes at most two batches per reading and one per value. It covers what a store throws while
/// it is given the batch; what fails later, when a store brings to disk or sends what it took, is that store's own matter. One caller at a time.
/// </summary>
internal sealed class BatchIsolation(JournalHandle journal, IRefusedSamples refused, AssetDirectory directory, ILogger<BatchIsolation> logger)
{
    /// <summary>So many readings thrown on one after the other, and none taken, before the store itself is in doubt.</summary>
    private const int DoubtAfter = 64;

    /// <summary>Later readings tried to tell a sick store from a chunk that is bad throughout.</summary>
    private const int MostTried = 16;

    private readonly ReadingBatch _part = new();
    private readonly List<RefusedLine> _lines = [];
    private Func<ReadingBatch, JournalPosition, CancellationToken, ValueTask> _write = static (_, _, _) => ValueTask.CompletedTask;
    private int _bad;
    private bool _storeWorks;

    /// <summary>Returns when all of the chunk is stored or among the rejects.</summary>
    /// <param name="cause">What the store threw on the whole.</param>
    /// <param name="write">The store's write, within the caller's limit of time.</param>
    /// <exception cref="StoreUnavailableException">The store is away, or takes nothing at all: nothing is decided, the chunk comes again.</exception>
    public async ValueTask WriteAsync(
        JournalChunk chunk, Exception cause, Func<ReadingBatch, JournalPosition, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        _lines.Clear();
        (_write, _bad, _storeWorks) = (write, 0, false);
        await DivideAsync(chunk, 0, chunk.Readings.Count, cause, cancellationToken).ConfigureAwait(false);
        if (!_storeWorks) await ProbeAsync(chunk, cause, cancellationToken).ConfigureAwait(false);
        if (_lines.Count > 0)
        {
            await refused.KeepAsync(_lines, cancellationToken).ConfigureAwait(false);
            Log.SamplesRefused(logger, cause, _lines.Count, _bad, chunk.Readings.Count);
        }

        // What was written above carried no position: this does, and holds nothing.
        _part.Clear();
        await _write(_part, chunk.To, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DivideAsync(JournalChunk chunk, int first, int count, Exception cause, CancellationToken cancellationToken)
    {
        if (count == 0) return;
        _part.Clear();
        for (var i = first; i < first + count; i++) _part.Add(chunk.Readings[i]);
        if (await TryWriteAsync(cancellationToken).ConfigureAwait(false) is not { } error)
        {
            _storeWorks |= _part.ValueCount > 0;
            return;
        }

        if (count == 1)
        {
            _bad++;
            await TakeApartAsync(chunk.Readings, first, error, _lines, cancellationToken).ConfigureAwait(false);
            if (!_storeWorks && _bad % DoubtAfter == 0) await ProbeAsync(chunk, cause, cancellationToken).ConfigureAwait(false);
            return;
        }

        await DivideAsync(chunk, first, count / 2, cause, cancellationToken).ConfigureAwait(false);
        await DivideAsync(chunk, first + count / 2, count - count / 2, cause, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tries readings that came later, out of their turn: the order brings them again, which changes nothing.</summary>
    private async ValueTask ProbeAsync(JournalChunk chunk, Exception cause, CancellationToken cancellationToken)
    {
        using var cursor = journal.Journal.OpenCursor(chunk.To);
        var later = new JournalChunk();
        for (var tried = 0; tried < MostTried && cursor.TryRead(later);)
        {
            for (var i = 0; i < later.Readings.Count && tried < MostTried; i++)
            {
                if (later.Readings[i].Values.IsEmpty) continue;
                tried++;
                _part.Clear();
                _part.Add(later.Readings[i]);
                if (await TryWriteAsync(cancellationToken).ConfigureAwait(false) is { } error) await TakeApartAsync(later.Readings, i, error, [], cancellationToken).ConfigureAwait(false);
                else _storeWorks = true;
                if (_storeWorks) return;
            }
        }

        throw new StoreUnavailableException("failing", "The telemetry store fails whatever it is given: " + cause.Message, cause);
    }

    /// <summary>Writes a reading that was thrown on value by value. One taken proves that the store works.</summary>
    /// <param name="error">What the store threw on the reading; of one that has a single value there is nothing more to try.</param>
    /// <param name="lines">Where those that were thrown on are added.</param>
    private async ValueTask TakeApartAsync(ReadingBatch readings, int index, Exception error, List<RefusedLine> lines, CancellationToken cancellationToken)
    {
        var count = readings[index].Values.Length;
        for (var i = 0; i < count; i++)
        {
            Exception? thrown = error;
            if (count > 1)
            {
                _part.Clear();
                Take(readings[index], i);
                thrown = await TryWriteAsync(cancellationToken).ConfigureAwait(false);
            }

            if (thrown is null) _storeWorks = true;
            else lines.Add(Describe(readings[index], i, thrown));
        }
    }

    private void Take(in Reading reading, int value) =>
        _part.Add(reading.Source, reading.EventTimeUnixMs, reading.ReceiveTimeUnixMs, reading.Flags, reading.Values.Slice(value, 1));

    private async ValueTask<Exception?> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _write(_part, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Whatever it throws is what is looked for here.
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException))
#pragma warning restore CA1031
        {
            return e;
        }
    }

    /// <summary>The sample as a device would send it, so that an operator recognises it.</summary>
    private RefusedLine Describe(in Reading reading, int value, Exception error)
    {
        var sample = reading.Values[value];
        var key = directory.TryGet(reading.Source, out var entry) && entry.Points.TryGet(sample.Point, out var point)
            ? point.Key : sample.Point.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$$"""{"ts":{{{reading.EventTimeUnixMs}}},"values":{"{{{key}}}":{{{sample.Value:R}}}}}""");
        return new RefusedLine(reading.Source, reading.ReceiveTimeUnixMs, text.ToString(), $"{error.GetType().Name}: {error.Message}");
    }
}
