using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Live;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Carries readings from the journal into the telemetry store, which keeps its own position, and tells open pages whose values changed. A store
/// that is away is waited for; a backlog is brought in while live data stays live (<see cref="LiveLane"/>). What a store refuses of a batch's content
/// it tells by itself, point by point, and goes on.
/// </summary>
internal sealed class StoreConsumer(
    JournalHandle journal, ITimeSeriesStore store, ILiveFeed live, IngestMetrics metrics, ILogger<StoreConsumer> logger)
    : JournalConsumer("store", journal, metrics, logger)
{
    /// <summary>Pages redraw a few times a second at most; telling them more often only costs.</summary>
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>A write that takes longer has met a connection that hangs; it is given up and made again.</summary>
    internal TimeSpan WriteLimit { get; init; } = TimeSpan.FromSeconds(30);

    internal LiveLane Lane { get; init; } = new();

    private readonly HashSet<int> _changed = [];
    private long _toldAt = TimeProvider.System.GetTimestamp();

    public override JournalPosition PersistedThrough => store.AppliedThrough;

    protected override bool IsCatchingUp => Lane.IsOpen;

    protected override async ValueTask ApplyAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        try
        {
            if (Lane.Next(Journal, chunk.From) is { } now)
            {
                // No position: the order brings it again in its turn.
                await WriteAsync(now.Readings, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
                Lane.Written();
                Note(now.Readings);
            }

            await WriteAsync(chunk.Readings, chunk.To, cancellationToken).ConfigureAwait(false);
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
