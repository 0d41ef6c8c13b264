using System.Diagnostics;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Carries readings from the journal through the detectors. The order of things makes every reading count exactly once:
/// <code>
///   readings ─► detectors ─► findings ─► operations (committed, idempotent by key) ─► state + position (one file, renamed)
/// </code>
/// A crash anywhere goes back to the last saved state and judges the same readings again; findings that were already handed over change nothing
/// the second time. Owns the detection engine: nobody else may touch it, except for its freshness view.
/// </summary>
internal sealed class DetectionConsumer(
    JournalHandle journal,
    DetectionEngine engine,
    WatchedAssets watched,
    FindingHandover findings,
    DetectorStateFile stateFile,
    LateReadings late,
    EngineRequests requests,
    FacilitiesSettings settings,
    SiteClock clock,
    IngestMetrics metrics,
    ILogger<DetectionConsumer> logger)
    : JournalConsumer("detection", journal, metrics, logger)
{
    /// <summary>Saving may take this share of the consumer's time; a city's state is written less often than a building's.</summary>
    private const int SavePauseFactor = 20;

    /// <summary>Under a heavy load the state is saved by amount, so that what devices may run ahead by is never taken up by a state that nobody saves.</summary>
    private readonly long _mostUnsavedBytes = settings.Journal.UnappliedLimitBytes / 8 * 3;

    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly FindingList _found = [];
    private JournalPosition _replayUntil;
    private Task _saving = Task.CompletedTask;
    private TimeSpan _saveEvery = settings.Detection.SaveEvery;
    private long _persisted;
    private long _savedAt = TimeProvider.System.GetTimestamp();
    private long _tickedAt = TimeProvider.System.GetTimestamp();
    private volatile bool _isSavingFailed;
    private bool _live;

    public override JournalPosition PersistedThrough => new(Volatile.Read(ref _persisted));

    protected override bool IsSavingFailed => _isSavingFailed;

    /// <summary>Takes up the saved state and reads on from its position; without one everything the journal still holds is judged anew.</summary>
    /// <param name="when">Completes when reading may begin; null: at once.</param>
    public void Start(Task? when = null)
    {
        watched.Synchronise(engine);
        var from = LoadState();
        // The time in which the process was away is no silence, whatever the first new reading's receive time says.
        engine.ListenFrom(clock.NowUnixMs);
        Volatile.Write(ref _persisted, from.Offset);
        _replayUntil = Journal.DurableThrough;
        Start(from, when);
    }

    protected override async ValueTask ApplyAsync(JournalChunk chunk, CancellationToken cancellationToken)
    {
        // A chunk whose findings could not be handed over comes again; it has been judged already.
        if (_found.Count == 0) Judge(chunk);
        await HandOverAsync(cancellationToken).ConfigureAwait(false);
        if (TimeProvider.System.GetElapsedTime(_tickedAt) >= TickInterval) await TickAsync(chunk.To, cancellationToken).ConfigureAwait(false);
        if (IsSaveDue(chunk.To)) Save(chunk.To);
    }

    protected override async ValueTask IdleAsync(CancellationToken cancellationToken)
    {
        await HandOverAsync(cancellationToken).ConfigureAwait(false);
        await TickAsync(Position, cancellationToken).ConfigureAwait(false);
        if (IsSaveDue(Position)) Save(Position);
    }

    protected override async ValueTask FinishAsync()
    {
        await _saving.ConfigureAwait(false);
        // Findings that could not be handed over belong to a chunk that isn't counted as applied: it is judged again from the saved state.
        if (_found.Count > 0) return;
        Save(Position);
        await _saving.ConfigureAwait(false);
    }

    private JournalPosition LoadState()
    {
        try
        {
            var saved = stateFile.Read(out var damaged);
            if (damaged) Log.StateUnreadable(Logger, "damaged");
            if (saved is null) return JournalPosition.Start;
            late.Load(saved.Late.Span);
            var loaded = engine.Load(saved.State.Span);
            Log.StateLoaded(Logger, loaded.Sources, loaded.ChangedParts, loaded.UnknownSources);
            return saved.Position;
        }
        catch (DetectionStateException e)
        {
            Log.StateUnreadable(Logger, e.Message);
            return JournalPosition.Start;
        }
    }

    private void Judge(JournalChunk chunk)
    {
        watched.Synchronise(engine);
        var presences = chunk.Presences;
        var nextPresence = 0;
        var readings = chunk.Readings;
        for (var i = 0; i < readings.Count; i++)
        {
            for (; nextPresence < presences.Count && presences[nextPresence].ReadingsBefore <= i; nextPresence++) Judge(presences[nextPresence].Record);
            var reading = readings[i];
            late.Note(reading.Source, reading.EventTimeUnixMs, reading.ReceiveTimeUnixMs);
            engine.Observe(reading, _found);
        }

        for (; nextPresence < presences.Count; nextPresence++) Judge(presences[nextPresence].Record);
    }

    /// <summary>
    /// A sign of life without values. Coming and going are only hints: an open session proves nothing about the sensors, and a device that comes
    /// online first sends what it kept, which would all be late if "online" counted as its newest word.
    /// </summary>
    private void Judge(in PresenceRecord presence)
    {
        if (presence.State != PresenceState.Heartbeat) return;
        var sign = new Reading
        {
            Source = presence.Source,
            EventTimeUnixMs = presence.EventTimeUnixMs,
            ReceiveTimeUnixMs = presence.ReceiveTimeUnixMs,
            Flags = presence.Flags,
            Values = [],
        };
        engine.Observe(sign, _found);
    }

    private async ValueTask TickAsync(JournalPosition reached, CancellationToken cancellationToken)
    {
        if (reached < _replayUntil) return;
        if (!_live)
        {
            // Nobody listened while the process was away: that silence proves nothing.
            engine.ListenFrom(clock.NowUnixMs);
            _live = true;
        }

        _tickedAt = TimeProvider.System.GetTimestamp();
        watched.Synchronise(engine);
        requests.Run(engine, _found);
        // With records still on their way here the site clock is ahead of what the engine knows; their receive times move it on.
        engine.Tick(reached >= Journal.Statistics.Appended ? clock.NowUnixMs : engine.NowUnixMs, _found);
        await HandOverAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask HandOverAsync(CancellationToken cancellationToken)
    {
        if (_found.Count == 0) return;
        await findings.HandOverAsync(_found, cancellationToken).ConfigureAwait(false);
        _found.Clear();
    }

    /// <summary>By time, or by amount; after a failure by time alone, or every chunk would try again.</summary>
    private bool IsSaveDue(JournalPosition position) =>
        TimeProvider.System.GetElapsedTime(_savedAt) >= _saveEvery || (!_isSavingFailed && position.Offset - PersistedThrough.Offset >= _mostUnsavedBytes);

    /// <summary>Writes the state as it is now, on this thread, into the file's cache; brings it to the disk aside. One save at a time.</summary>
    private void Save(JournalPosition position)
    {
        if (!_saving.IsCompleted || _found.Count > 0) return;
        var took = Stopwatch.StartNew();
        _savedAt = TimeProvider.System.GetTimestamp();
        DetectorStateWrite? file = null;
        try
        {
            file = stateFile.Begin(position, late.Save());
            engine.Save(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            NotSaved(e);
            return;
        }
        catch
        {
            file?.Dispose();
            throw;
        }

        _saving = Task.Run(() =>
        {
            try
            {
                file.Commit();
                Volatile.Write(ref _persisted, position.Offset);
                _isSavingFailed = false;
                _saveEvery = TimeSpan.FromTicks(Math.Max(settings.Detection.SaveEvery.Ticks, took.Elapsed.Ticks * SavePauseFactor));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                NotSaved(e);
            }
            finally
            {
                file.Dispose();
            }
        });
    }

    /// <summary>The consumer goes on, and counts as failing: what it can't save is no lack of pace.</summary>
    private void NotSaved(Exception error)
    {
        Log.StateNotSaved(Logger, error);
        _isSavingFailed = true;
    }
}
