using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Live;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Carries readings from the journal into the telemetry store, which keeps its own position, and tells open pages whose values changed. A store
/// that is away is waited for; a backlog is brought in while live data stays live (<see cref="LiveLane"/>). What a store refuses of a batch's content
/// it tells by itself, point by point, and goes on; a batch that it throws on without such a word is taken apart (<see cref="BatchIsolation"/>).
/// </summary>
internal sealed class StoreConsumer(
    JournalHandle journal, ITimeSeriesStore store, BatchIsolation isolation, ILiveFeed live, IngestMetrics metrics, ILogger<StoreConsumer> logger)
    : JournalConsumer("store", journal, metrics, logger)
{
    /// <summary>Pages redraw a few times a second at most; telling them more often only costs.</summary>
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>A write that takes longer has met a connection that hangs; it is given up and made again.</summary>
    internal TimeSpan WriteLimit { get; init; } = TimeSpan.FromSeconds(30);

    internal LiveLane Lane { get; init; } = new();

    /// <summary>Failures of the same chunk before it is taken apart: most troubles of a disk or a database pass within a second or two.</summary>
    private const int Patience = 5;

    private readonly HashSet<int> _changed = [];
    private (JournalPosition Chunk, int Count) _failures;
    private long _toldAt = TimeProvider.System.GetTimestamp();

    public override JournalPosition PersistedThrough => store.AppliedThrough;

    protected override bool IsSavingFailed => store.IsSavingFailed;

    protected override bool IsCatchingUp => Lane.IsOpen;

    protected override async ValueTask ApplyAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        try
        {
            if (Lane.Next(Journal, chunk.From) is { } now)
            {
                await WriteNowAsync(now, cancellationToken).ConfigureAwait(false);
            }

            await WriteInOrderAsync(chunk, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            Lane.Close();
            throw;
        }

        Note(chunk.Readings);
        if (TimeProvider.System.GetElapsedTime(_toldAt) >= LiveInterval) Tell();
    }

    protected override ValueTask IdleAsync(CancellationToken cancellationToken)
    {
        Lane.Close();
        Tell();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask FinishAsync() => store.FlushAsync(CancellationToken.None);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Lane.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Without position: the order brings it again in its turn, and with it whatever the store throws on.</summary>
    private async ValueTask WriteNowAsync(JournalChunk now, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(now.Readings, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            Note(now.Readings);
        }
#pragma warning disable CA1031 // A chunk that is bad must not keep the order from reaching and mending it.
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException))
#pragma warning restore CA1031
        {
            Log.LiveChunkFailed(Logger, e);
        }

        Lane.Written();
    }

    private async ValueTask WriteInOrderAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(chunk.Readings, chunk.To, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it was: a chunk that fails again and again is taken apart.
        catch (Exception e) when (e is not (StoreUnavailableException or OperationCanceledException) && IsPatienceOver(chunk.To))
#pragma warning restore CA1031
        {
            await isolation.WriteAsync(chunk, e, WriteAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsPatienceOver(JournalPosition chunk)
    {
        _failures = _failures.Chunk == chunk ? (chunk, _failures.Count + 1) : (chunk, 1);
        return _failures.Count > Patience;
    }

    private async ValueTask WriteAsync(ReadingBatch readings, JournalPosition through, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(WriteLimit);
        try
        {
            await store.WriteAsync(readings, through, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("timeout", $"A write took longer than {WriteLimit.TotalSeconds} s.", e);
        }
    }

    private void Note(ReadingBatch readings)
    {
        if (!live.HasSubscribers) return;
        for (var i = 0; i < readings.Count; i++) _changed.Add(readings[i].Source.Value);
    }

    private void Tell()
    {
        _toldAt = TimeProvider.System.GetTimestamp();
        foreach (var asset in _changed) live.Publish(new LiveChange(LiveTopic.Values, asset));
        _changed.Clear();
    }
}
