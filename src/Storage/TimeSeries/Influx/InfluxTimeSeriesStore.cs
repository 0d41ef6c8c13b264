using Facilities.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Samples in an InfluxDB server, through the endpoints that its generations share (docs/formats/influxdb.md draws the schema).
/// <code>
///   write → lane of the source (2, one request each) → 204 → position in a file → the journal may go
/// </code>
/// A write returns when its lines are on their way; a query waits for those of before it, so what was written is readable. Opening needs no server: while it is away,
/// writes and queries say so by <see cref="StoreUnavailableException"/>, what was taken is sent when it is back, and what wasn't stands in the journal.
/// Thread-safe for any number of readers; writes are taken one after the other.
/// </summary>
public sealed partial class InfluxTimeSeriesStore : ITimeSeriesStore, IAsyncDisposable
{
    private const int Lanes = 2;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly InfluxOptions _options;
    private readonly ISeriesNames _names;
    private readonly ILogger _logger;
    private readonly FieldNamesByType _fields = new();
    private readonly InfluxServer _server;
    private readonly InfluxSchema _schema;
    private readonly RollUpServer _rollUps;
    private readonly LateDays _lateDays;
    private readonly SourceRollUps _daily;
    private readonly TimeProvider _clock;
    private readonly AppliedPosition _applied;
    private volatile bool _isSavingFailed;
    private readonly WriteLane[] _lanes;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _saving = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _background;
    private long _written;
    private bool _isDisposed;

    private InfluxTimeSeriesStore(InfluxOptions options, ISeriesNames names, IRefusedSamples refused, TimeProvider clock, ILogger logger)
    {
        (_options, _names, _logger) = (options, names, logger);
        _applied = AppliedPosition.Open(options.PositionPath, options.Target, logger);
        _written = _applied.Saved.Offset;
        _server = new InfluxServer(options, clock);
        _schema = new InfluxSchema(options, _server, logger);
        _clock = clock;
        _rollUps = new RollUpServer(options, _server, _schema, _fields, clock, logger);
        _lateDays = new LateDays(_rollUps, names, clock, options.LateNotesRenewed);
        var measured = new MeasuredFields(options, _server, _fields, clock);
        _reader = new SeriesReader(options, _server, _fields);
        _daily = new SourceRollUps(_rollUps, _reader, clock, options.LateNotesRenewed);
        _windows = new ServerWindows(options, _server, _fields);
        _newest = new NewestValues(options, _server, measured);
        _known = new KnownSources(options, _server, names, clock);
        var health = new WriteHealth(clock, logger);
        _lanes = [.. Enumerable.Range(0, Lanes).Select(lane => new WriteLane(
            options.BatchLines, new LineEncoder(names, _fields), new LineSender(lane, options, _server, _schema, _fields, refused, health, clock, logger), () => Volatile.Read(ref _written)))];
        InfluxLog.Opened(logger, options.Target, _written);
        _background = Task.Run(() => SaveAsync(clock, _stopping.Token));
    }

    public JournalPosition AppliedThrough => _applied.Saved;

    public bool IsSavingFailed => _isSavingFailed;

    /// <param name="options">Refused with an <see cref="ArgumentException"/> naming all mistakes.</param>
    /// <param name="names">Under which names sources stand.</param>
    /// <param name="refused">Keeps what the server refuses for good.</param>
    /// <param name="clock">For pauses and timeouts; null is the system's.</param>
    /// <exception cref="IOException">The position can't be read.</exception>
    public static InfluxTimeSeriesStore Open(
        InfluxOptions options, ISeriesNames names, IRefusedSamples refused, TimeProvider? clock = null, ILogger<InfluxTimeSeriesStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(refused);
        var mistakes = options.Validate().ToArray();
        if (mistakes.Length > 0) throw new ArgumentException(string.Join(Environment.NewLine, mistakes), nameof(options));
        return new InfluxTimeSeriesStore(options, names, refused, clock ?? TimeProvider.System, (ILogger?)logger ?? NullLogger.Instance);
    }

    public async ValueTask WriteAsync(ReadingBatch batch, JournalPosition through, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var isFromJournal = through > JournalPosition.Start;
            if (isFromJournal && through.Offset <= _written) return;
            if (_options.RollUps) await NoteLateDaysAsync(batch, cancellationToken).ConfigureAwait(false);
            for (var lane = 0; lane < Lanes; lane++) await _lanes[lane].AddAsync(batch, lane, Lanes, cancellationToken).ConfigureAwait(false);
            if (isFromJournal) Volatile.Write(ref _written, through.Offset);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        foreach (var lane in _lanes) await lane.DrainAsync(cancellationToken).ConfigureAwait(false);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks the server whether it is there; returns its version.</summary>
    /// <exception cref="StoreUnavailableException">It isn't, or it takes no writes.</exception>
    public async ValueTask<string> PingAsync(CancellationToken cancellationToken = default)
    {
        foreach (var lane in _lanes)
        {
            if (lane.Failure is { } failure) throw new StoreUnavailableException(failure.Reason, failure.Message, failure);
        }

        return await _server.PingAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Saves the position and stops. What the server hasn't confirmed is read from the journal again at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await CloseAsync().ConfigureAwait(false)) return;
        try
        {
            await SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            InfluxLog.PositionNotSaved(_logger, e);
        }
    }

    /// <summary>Closes as a crash would: neither what is on its way nor the position is waited for. For tests.</summary>
    internal async ValueTask AbandonAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>Everything before this has been confirmed by the server, in all lanes.</summary>
    private JournalPosition ConfirmedThrough()
    {
        var written = Volatile.Read(ref _written);
        return new JournalPosition(_lanes.Min(lane => lane.ConfirmedThrough(written)));
    }

    private async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _applied.Save(ConfirmedThrough());
            _isSavingFailed = false;
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task SaveAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SaveInterval, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await SaveAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _isSavingFailed = true;
                InfluxLog.PositionNotSaved(_logger, e);
            }
        }
    }

    private async ValueTask<bool> CloseAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed) return false;
            _isDisposed = true;
        }
        finally
        {
            _writing.Release();
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var lane in _lanes) await lane.DisposeAsync().ConfigureAwait(false);
        _server.Dispose();
        _schema.Dispose();
        _stopping.Dispose();
        return true;
    }
}
