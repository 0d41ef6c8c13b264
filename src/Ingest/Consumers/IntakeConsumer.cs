using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>Carries rejects and quarantined messages into their tables, with its position in the same transaction.</summary>
internal sealed class IntakeConsumer(JournalHandle journal, IntakeLedger ledger, FacilitiesSettings settings, IngestMetrics metrics, ILogger<IntakeConsumer> logger)
    : JournalConsumer("intake", journal, metrics, logger)
{
    /// <summary>Most chunks hold nothing for us; their position is written this often, so that the journal can be given back.</summary>
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    /// <summary>And when it has passed so much: at a high rate seconds are a large part of what devices may run ahead by.</summary>
    private readonly long _mostUnsavedBytes = settings.Journal.UnappliedLimitBytes / 8;

    private long _persisted;
    private long _savedAt = TimeProvider.System.GetTimestamp();

    public override JournalPosition PersistedThrough => new(Volatile.Read(ref _persisted));

    /// <param name="when">Completes when reading may begin; null: at once.</param>
    public void StartFrom(JournalPosition position, Task? when = null)
    {
        Volatile.Write(ref _persisted, position.Offset);
        Start(position, when);
    }

    protected override async ValueTask ApplyAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        if (chunk.Rejects.Count + chunk.Quarantined.Count == 0 && TimeProvider.System.GetElapsedTime(_savedAt) < SaveInterval
            && chunk.To.Offset - PersistedThrough.Offset < _mostUnsavedBytes) return;
        await ledger.SaveAsync(chunk, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _persisted, chunk.To.Offset);
        _savedAt = TimeProvider.System.GetTimestamp();
    }
}
