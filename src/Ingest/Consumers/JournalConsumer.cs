using Facilities.Ingest.Observability;
using Facilities.Ingest.Pipeline;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Reads the journal in order, chunk by chunk, and applies each until it succeeds: a chunk that fails is tried again after a pause, because
/// going on without it would lose what was acknowledged. Each consumer has its own position and never waits for another.
/// </summary>
internal abstract class JournalConsumer(string name, JournalHandle journal, IngestMetrics metrics, ILogger logger) : IDisposable
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>A store that is back is noticed this soon: live data is to be current within five seconds of its return.</summary>
    private static readonly TimeSpan LongestPauseWhileAway = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _abandon = new();
    private Task _running = Task.CompletedTask;
    private long _position;
    private volatile string? _error;
    private long _failedAt;

    public string Name { get; } = name;

    /// <summary>Everything before this has been applied.</summary>
    public JournalPosition Position => new(Volatile.Read(ref _position));

    /// <summary>Everything before this would not be read again after a crash: the journal may give it back.</summary>
    public abstract JournalPosition PersistedThrough { get; }

    protected TelemetryJournal Journal => journal.Journal;

    protected ILogger Logger { get; } = logger;

    /// <summary>Nothing stops it at present, neither applying nor saving.</summary>
    public bool IsWorking => Error is null;

    public ConsumerStatus Status =>
        new(Name, Math.Max(0, Journal.DurableThrough.Offset - Position.Offset), Math.Max(0, Journal.DurableThrough.Offset - PersistedThrough.Offset), Error)
        {
            Lag = Journal.AgeOf(Position),
            IsCatchingUp = IsCatchingUp,
        };

    /// <summary>It applies what comes, but its last attempt to save that failed: <see cref="PersistedThrough"/> stands still through no lack of pace.</summary>
    protected virtual bool IsSavingFailed => false;

    /// <summary>It has a backlog and keeps live data live beside it.</summary>
    protected virtual bool IsCatchingUp => false;

    /// <summary>Starts to read where the last process ended.</summary>
    /// <param name="when">Completes when reading may begin; null: at once.</param>
    public void Start(JournalPosition from, Task? when = null)
    {
        Volatile.Write(ref _position, from.Offset);
        // A thread of the pool, not the caller's: the first chunks may come without ever waiting.
        _running = Task.Run(async () =>
        {
            if (when is not null) await when.ConfigureAwait(false);
            await RunAsync(from, _abandon.Token).ConfigureAwait(false);
        });
    }

    /// <summary>Waits until everything in the (closed) journal is applied, at most until the token says so, and saves.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abandon))
        {
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _abandon.Dispose();

    /// <summary>Applies a chunk. Called again with the same chunk after an exception, so it must be idempotent.</summary>
    protected abstract ValueTask ApplyAsync(JournalChunk chunk, CancellationToken cancellationToken);

    /// <summary>Called about once per second of quiet, and never while a chunk is being applied.</summary>
    protected virtual ValueTask IdleAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Last words: save what isn't saved. Called when the journal has ended, or when draining takes too long.</summary>
    protected virtual ValueTask FinishAsync() => ValueTask.CompletedTask;

    private string? Error => _error ?? (IsSavingFailed ? ConsumerStatus.NotSaved : null);

    private async Task RunAsync(JournalPosition from, CancellationToken cancellationToken)
    {
        try
        {
            using var cursor = Journal.OpenCursor(from);
            await ReadAllAsync(cursor, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.DrainAbandoned(Logger, Name, Status.LagBytes);
        }

        try
        {
            await FinishAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The process is ending: whatever failed is read again from the last saved position.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.FinishFailed(Logger, e, Name);
        }
    }

    private async Task ReadAllAsync(JournalCursor cursor, CancellationToken cancellationToken)
    {
        var chunk = new JournalChunk();
        while (true)
        {
            var read = cursor.ReadAsync(chunk, cancellationToken).AsTask();
            while (!read.IsCompleted)
            {
                await Task.WhenAny(read, Task.Delay(IdleAfter, cancellationToken)).ConfigureAwait(false);
                if (!read.IsCompleted && !cancellationToken.IsCancellationRequested) await InsistAsync(null, cancellationToken).ConfigureAwait(false);
            }

            if (!await read.ConfigureAwait(false)) return;
            await InsistAsync(chunk, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _position, chunk.To.Offset);
        }
    }

    /// <summary>Applies a chunk, or (without one) does the idle work, until it succeeds.</summary>
    private async Task InsistAsync(JournalChunk? chunk, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (chunk is null) await IdleAsync(cancellationToken).ConfigureAwait(false);
                else await ApplyAsync(chunk, cancellationToken).ConfigureAwait(false);
                if (_error is not null) Log.ConsumerRecovered(Logger, Name, attempt, (long)TimeProvider.System.GetElapsedTime(_failedAt).TotalSeconds);
                _error = null;
                return;
            }
            catch (StoreUnavailableException e)
            {
                metrics.ConsumerError(Name);
                if (_error is null) Log.StoreAway(Logger, Name, e.Reason, e.Message);
                Begin(e.Reason);
                await PauseAsync(attempt, LongestPauseWhileAway, e.RetryAfter, cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The top of the consumer's loop: logged, counted, tried again.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                metrics.ConsumerError(Name);
                if (_error is null) Log.ConsumerFailed(Logger, e, Name);
                Begin(e.GetType().Name);
                await PauseAsync(attempt, LongestPause, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Begin(string error)
    {
        if (_error is null) _failedAt = TimeProvider.System.GetTimestamp();
        _error = error;
    }

    /// <summary>Doubling with jitter, so that consumers of one sick disk don't beat in step; or what the other side asked for, within the same bound.</summary>
    private static Task PauseAsync(int attempt, TimeSpan longest, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var pause = asked?.TotalMilliseconds ?? 50 * Math.Pow(2, Math.Min(attempt, 20)) * (0.5 + Random.Shared.NextDouble() / 2);
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(pause, 1, longest.TotalMilliseconds)), cancellationToken);
    }
}
