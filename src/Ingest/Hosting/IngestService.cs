using System.Diagnostics;
using System.Net;
using Facilities.Ingest.Consumers;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// Brings intake up and down. Up: database, asset directory, journal; then the listeners open (the web server starts last), then the consumers begin: after a
/// crash they have minutes of messages to read again, and devices must not wait for the processor till then.
/// Down: the listeners are closed already; what was accepted becomes durable, the consumers drain for a moment and save, the lock is released.
/// </summary>
internal sealed class IngestService(
    DataFolder folder,
    FacilitiesSettings settings,
    DatabaseStart database,
    AssetDirectory directory,
    MappingDirectory mappings,
    DialectMemory memory,
    JournalHandle handle,
    JournalDurability durability,
    ITimeSeriesStore store,
    IntakeLedger ledger,
    StoreConsumer storing,
    DetectionConsumer detecting,
    IntakeConsumer keeping,
    IngestMonitor monitor,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers,
    ILogger<IngestService> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>How often the ceiling follows the consumers; what devices send meanwhile still fits below it.</summary>
    private static readonly TimeSpan CeilingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Giving segments back and looking at alarms is worth it about once a second.</summary>
    private const int ReleaseEvery = 10;

    /// <summary>Longest wait for the consumers when stopping; what is left is read again at the next start.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AlarmLog _alarms = new(logger);
    private readonly UnappliedCeiling _ceiling = new(settings.Journal.UnappliedLimitBytes);
    private readonly Lock _stopGate = new();
    private Task _releasing = Task.CompletedTask;
    private Task? _stopped;

    public bool IsReady { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await memory.RefreshAsync(cancellationToken).ConfigureAwait(false);

        var kept = await ledger.PositionAsync(cancellationToken).ConfigureAwait(false);
        var furthest = kept > store.AppliedThrough ? kept : store.AppliedThrough;
        var options = new JournalOptions
        {
            Path = folder.File("journal"),
            MaximumBytes = settings.Journal.LimitBytes,
            MaximumAge = settings.Journal.LimitAge,
            // Small enough that a tight limit still holds several segments.
            SegmentBytes = Math.Min(64L << 20, settings.Journal.LimitBytes / 8),
        };
        handle.Open(await TelemetryJournal.OpenAsync(options, furthest, loggers.CreateLogger<TelemetryJournal>(), cancellationToken).ConfigureAwait(false));

        storing.Start(store.AppliedThrough, _listening.Task);
        keeping.StartFrom(kept, _listening.Task);
        detecting.Start(_listening.Task);
        var end = handle.Journal.DurableThrough.Offset;
        var (unread, unstored) = (end - detecting.PersistedThrough.Offset, end - store.AppliedThrough.Offset);
        if (unread + unstored > 0) Log.Replaying(logger, unread, unstored);
        // Before anybody publishes: only what was there at the start is a backlog.
        Confine(Applied);
        durability.Opened();
        _releasing = Task.Run(() => ReleaseAsync(_stopping.Token), CancellationToken.None);
        IsReady = true;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Every listener is open.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _listening.TrySetResult();
        if (settings.Mqtt.Port is { } port && !IPAddress.IsLoopback(settings.Mqtt.Address)) Log.PlainListener(logger, settings.Mqtt.Address, port);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Once; a host that is stopped from two sides at the same time, or again after it has ended, waits for the same stop.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopGate) return _stopped ??= StopOnceAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task StopOnceAsync()
    {
        // A start that was given up never listened.
        _listening.TrySetResult();
        var took = Stopwatch.StartNew();
        IsReady = false;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _releasing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (handle.IsOpen)
        {
            await handle.Journal.DisposeAsync().ConfigureAwait(false);
            using var limit = new CancellationTokenSource(DrainLimit);
            await Task.WhenAll(storing.StopAsync(limit.Token), keeping.StopAsync(limit.Token), detecting.StopAsync(limit.Token)).ConfigureAwait(false);
        }

        Log.Stopped(logger, took.ElapsedMilliseconds);
    }

    /// <summary>What would not be read again after a crash.</summary>
    private JournalPosition Applied => new(Math.Min(storing.PersistedThrough.Offset, Math.Min(detecting.PersistedThrough.Offset, keeping.PersistedThrough.Offset)));

    /// <summary>
    /// Lets devices run ahead of the consumers so far and no further, gives back what every consumer has saved, and ends the process when the journal
    /// can't promise anything any more.
    /// </summary>
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(CeilingInterval);
        for (var tick = 1; await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false); tick++)
        {
            var applied = Applied;
            Confine(applied);
            if (tick % ReleaseEvery != 0) continue;
            handle.Journal.Release(applied);
            _alarms.Look(monitor.Status);
            if (handle.Journal.Failure is not { } failure) continue;
            Log.JournalFailed(logger, failure);
            lifetime.StopApplication();
            return;
        }
    }

    private void Confine(JournalPosition applied) =>
        handle.Journal.Confine(_ceiling.Look(applied, handle.Journal.Appended, storing.IsWorking && detecting.IsWorking && keeping.IsWorking));
}
