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
/// its neighbours with it. Halves until single readings stand alone, then writes these value by value; what is still thrown on goes to the rejects with
/// the store's words, the rest is stored.
/// <code>
///   chunk ─► halves ─► … ─► reading ─► its values one by one ─► rejects (durable) ─► position past the chunk
/// </code>
/// Whether it is the data or the store is decided by evidence: as long as nothing at all can be written, not even a reading that came after the chunk,
/// it is the store, and the chunk stays where it is. Writes at most two batches per reading and one per value. One caller at a time.
/// </summary>
internal sealed class BatchIsolation(JournalHandle journal, ITimeSeriesStore store, IRefusedSamples refused, AssetDirectory directory, ILogger<BatchIsolation> logger)
{
    /// <summary>So many readings thrown on one after the other, and none taken, before the store itself is in doubt.</summary>
    private const int DoubtAfter = 64;

    /// <summary>Later readings tried to tell a sick store from a chunk that is bad throughout.</summary>
    private const int MostTried = 16;

    private readonly ReadingBatch _part = new();
    private readonly List<int> _bad = [];
    private bool _storeWorks;

    /// <summary>Returns when all of the chunk is stored or among the rejects.</summary>
    /// <param name="cause">What the store threw on the whole.</param>
    /// <exception cref="StoreUnavailableException">The store is away, or takes nothing at all: nothing is decided, the chunk comes again.</exception>
    public async ValueTask WriteAsync(JournalChunk chunk, Exception cause, CancellationToken cancellationToken)
    {
        _bad.Clear();
        _storeWorks = false;
        await DivideAsync(chunk, 0, chunk.Readings.Count, cause, cancellationToken).ConfigureAwait(false);
        if (!_storeWorks) await ProbeAsync(chunk, cause, cancellationToken).ConfigureAwait(false);
        var lines = new List<RefusedLine>();
        foreach (var index in _bad) await WriteValuesAsync(chunk.Readings, index, lines, cancellationToken).ConfigureAwait(false);
        if (lines.Count > 0)
        {
            await refused.KeepAsync(lines, cancellationToken).ConfigureAwait(false);
            Log.SamplesRefused(logger, cause, lines.Count, _bad.Count, chunk.Readings.Count);
        }

        // What was written above carried no position: this does, and holds nothing.
        _part.Clear();
        await store.WriteAsync(_part, chunk.To, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DivideAsync(JournalChunk chunk, int first, int count, Exception cause, CancellationToken cancellationToken)
    {
        if (count == 0) return;
        _part.Clear();
        for (var i = first; i < first + count; i++) _part.Add(chunk.Readings[i]);
        if (await TryWriteAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            _storeWorks |= _part.ValueCount > 0;
            return;
        }

        if (count == 1)
        {
            _bad.Add(first);
            if (!_storeWorks && _bad.Count % DoubtAfter == 0) await ProbeAsync(chunk, cause, cancellationToken).ConfigureAwait(false);
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
                if (await TryWriteAsync(cancellationToken).ConfigureAwait(false) is not null) continue;
                _storeWorks = true;
                return;
            }
        }

        throw new StoreUnavailableException("failing", "The telemetry store fails whatever it is given: " + cause.Message, cause);
    }

    private async ValueTask WriteValuesAsync(ReadingBatch readings, int index, List<RefusedLine> lines, CancellationToken cancellationToken)
    {
        for (var i = 0; i < readings[index].Values.Length; i++)
        {
            _part.Clear();
            Take(readings[index], i);
            if (await TryWriteAsync(cancellationToken).ConfigureAwait(false) is { } error) lines.Add(Describe(readings[index], i, error));
        }
    }

    private void Take(in Reading reading, int value) =>
        _part.Add(reading.Source, reading.EventTimeUnixMs, reading.ReceiveTimeUnixMs, reading.Flags, reading.Values.Slice(value, 1));

    private async ValueTask<Exception?> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(_part, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
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
