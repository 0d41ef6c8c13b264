using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Live;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>Carries readings from the journal into the telemetry store, which keeps its own position, and tells open pages whose values changed.</summary>
internal sealed class StoreConsumer(
    JournalHandle journal, ITimeSeriesStore store, ILiveFeed live, IngestMetrics metrics, ILogger<StoreConsumer> logger)
    : JournalConsumer("store", journal, metrics, logger)
{
    /// <summary>Pages redraw a few times a second at most; telling them more often only costs.</summary>
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);

    private readonly HashSet<int> _changed = [];
    private long _toldAt = TimeProvider.System.GetTimestamp();

    public override JournalPosition PersistedThrough => store.AppliedThrough;

    protected override async ValueTask ApplyAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        await store.WriteAsync(chunk.Readings, chunk.To, cancellationToken).ConfigureAwait(false);
        if (live.HasSubscribers)
        {
            for (var i = 0; i < chunk.Readings.Count; i++) _changed.Add(chunk.Readings[i].Source.Value);
        }

        if (TimeProvider.System.GetElapsedTime(_toldAt) >= LiveInterval) Tell();
    }

    protected override ValueTask IdleAsync(CancellationToken cancellationToken)
    {
        Tell();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask FinishAsync() => store.FlushAsync(CancellationToken.None);

    private void Tell()
    {
        _toldAt = TimeProvider.System.GetTimestamp();
        foreach (var asset in _changed) live.Publish(new LiveChange(LiveTopic.Values, asset));
        _changed.Clear();
    }
}
