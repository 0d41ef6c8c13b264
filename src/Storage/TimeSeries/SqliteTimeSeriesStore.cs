using System.Collections.Concurrent;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// The embedded store: one SQLite file of compressed blocks, each a few hundred readings of one source, behind heads in memory.
/// <code>
///   write → head of the source ──full, or checkpoint──→ block in SQLite
///             ↑ recovered from the journal after a crash, from AppliedThrough on
/// </code>
/// A write touches memory only, so SQLite's transactions are few and large; a background task makes the blocks. Readers have connections of
/// their own and are never in the writer's way. Thread-safe for any number of readers; writes are taken one after the other.
/// </summary>
public sealed partial class SqliteTimeSeriesStore : ITimeSeriesStore, IAsyncDisposable
{
    private readonly SqliteTimeSeriesOptions _options;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<int, SourceState> _sources = new();
    private readonly SqliteConnection _connection;
    private readonly BlockWrites _writes;
    private readonly HeadFlusher _flusher;
    private readonly HeadMemory _heads;

    // One write at a time; the database has one writer, too.
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _database = new(1);
    private readonly SemaphoreSlim _readerSlots;
    private readonly ConcurrentBag<StoreReader> _readers = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _background;
    private long _written;
    private long _applied;
    private long _headBytes;
    private long _damagedBlocks;
    private bool _isDisposed;

    private SqliteTimeSeriesStore(SqliteTimeSeriesOptions options, ILogger logger, SqliteConnection connection)
    {
        _options = options;
        _logger = logger;
        _connection = connection;
        _writes = new BlockWrites(connection);
        _flusher = new HeadFlusher(connection, _writes, options.BlockRows);
        // Half of all heads are written out at once, so no more comes back at once.
        _heads = new HeadMemory(options.HeadBytes / 2);
        _readerSlots = new SemaphoreSlim(options.Readers);
        Load();
        _background = Task.Run(WorkAsync);
    }

    public JournalPosition AppliedThrough => new(Volatile.Read(ref _applied));

    public bool IsSavingFailed => Volatile.Read(ref _lastFailure) is not null;

    public StoreStatistics Statistics => new(
        _sources.Count, Interlocked.Read(ref _headBytes), new(Volatile.Read(ref _written)), AppliedThrough,
        _flusher.BlocksWritten, _flusher.BlocksMerged, Interlocked.Read(ref _damagedBlocks), Volatile.Read(ref _lastFailure));

    /// <summary>Opens the store, making its file if there is none. Afterwards the journal is to be read from <see cref="AppliedThrough"/> on.</summary>
    /// <param name="options">Refused with an <see cref="ArgumentException"/> naming all mistakes.</param>
    /// <exception cref="InvalidDataException">The file is not a telemetry store, or of a newer version.</exception>
    /// <exception cref="SqliteException">The file can't be opened.</exception>
    public static SqliteTimeSeriesStore Open(SqliteTimeSeriesOptions options, ILogger<SqliteTimeSeriesStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = options.Validate().ToArray();
        if (mistakes.Length > 0) throw new ArgumentException(string.Join(Environment.NewLine, mistakes), nameof(options));
        if (Path.GetDirectoryName(Path.GetFullPath(options.Path)) is { } folder) Directory.CreateDirectory(folder);
        return new SqliteTimeSeriesStore(options, (ILogger?)logger ?? NullLogger.Instance, TelemetrySchema.OpenForWriting(options.Path));
    }

    /// <inheritdoc cref="Open"/>
    public static async ValueTask<SqliteTimeSeriesStore> OpenAsync(
        SqliteTimeSeriesOptions options, ILogger<SqliteTimeSeriesStore>? logger = null, CancellationToken cancellationToken = default) =>
        await Task.Run(() => Open(options, logger), cancellationToken).ConfigureAwait(false);

    public async ValueTask WriteAsync(ReadingBatch batch, JournalPosition through, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var isFromJournal = through > JournalPosition.Start;
            if (isFromJournal && through.Offset <= _written) return;
            Take(batch, isFromJournal ? through.Offset : long.MaxValue);
            if (isFromJournal) Volatile.Write(ref _written, through.Offset);
            WakeIfDue();
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        await CloseAsync(flush: true).ConfigureAwait(false);
    }

    /// <summary>Closes as a crash would: what is only in memory is gone. For tests.</summary>
    internal ValueTask AbandonAsync() => CloseAsync(flush: false);

    private void Take(ReadingBatch batch, long through)
    {
        var grown = 0L;
        SourceState? state = null;
        for (var i = 0; i < batch.Count; i++)
        {
            var reading = batch[i];
            if (reading.Values.IsEmpty) continue;
            if (state is null || state.Source != reading.Source) state = StateOf(reading.Source);
            // While recovering: this source was flushed later than the store as a whole and knows the reading.
            if (through <= state.Through) continue;
            var waiting = state.Add(reading, out var bytes);
            grown += bytes;
            if (waiting >= _options.BlockRows && !state.IsQueued)
            {
                state.IsQueued = true;
                _full.Enqueue(state);
            }
        }

        Interlocked.Add(ref _headBytes, grown);
    }

    private SourceState StateOf(SourceId source)
    {
        if (_sources.TryGetValue(source.Value, out var state)) return state;
        state = new SourceState(source, _heads);
        _sources[source.Value] = state;
        return state;
    }

    private void Load()
    {
        _applied = _written = _connection.Scalar("SELECT value FROM store WHERE key='applied_through'");
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT source, through, maximum_span_ms, last FROM source";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var source = new SourceId(reader.GetInt32(0));
            _sources[source.Value] = SourceState.Restore(source, _heads, reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));
        }

        TimeSeriesLog.Opened(_logger, _sources.Count, _applied);
    }

    private async ValueTask CloseAsync(bool flush)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _background.ConfigureAwait(false);
        await _maintaining.WaitAsync().ConfigureAwait(false);
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed) return;
            if (flush) await CheckpointAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _isDisposed = true;
            _writing.Release();
            _maintaining.Release();
            // Readers give their slots back before their connections are closed.
            for (var i = 0; i < _options.Readers; i++) await _readerSlots.WaitAsync().ConfigureAwait(false);
            foreach (var reader in _readers) reader.Dispose();
            _maintainer?.Dispose();
            _flusher.Dispose();
            _writes.Dispose();
            await _connection.DisposeAsync().ConfigureAwait(false);
            _readerSlots.Release(_options.Readers);
            _stopping.Dispose();
        }
    }
}
