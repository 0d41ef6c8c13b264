using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

public sealed partial class SqliteTimeSeriesStore
{
    /// <summary>Sources maintained in one transaction: a few milliseconds each when a day is rolled up.</summary>
    private const int SourcesPerTransaction = 16;

    /// <summary>Days of a source rolled up in one transaction, so that catching up with a year doesn't keep flushes waiting for seconds.</summary>
    private const int MostDaysPerTransaction = 32;

    /// <summary>A run's source-days: a source that has weeks to catch up counts as several.</summary>
    private const int MostDaysPerSource = 4;

    private readonly SemaphoreSlim _maintaining = new(1);
    private SourceMaintainer? _maintainer;
    private SourceId _searchedThrough = new(int.MinValue);

    public async ValueTask DeleteAsync(SourceId source, CancellationToken cancellationToken = default)
    {
        // No batch under way: it could hold readings of this source that a replay would bring back.
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_sources.TryGetValue(source.Value, out var state)) return;
            // Everything written so far is applied first, so that a replay after a crash begins behind the source's last reading.
            await CheckpointAsync(cancellationToken).ConfigureAwait(false);
            state.IsDeleted = true;
            try
            {
                await ChangeAsync(() => _writes.DeleteSource(source), cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                state.IsDeleted = false;
                throw;
            }

            _sources.TryRemove(source.Value, out _);
            Interlocked.Add(ref _headBytes, -state.Clear());
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask<MaintenanceReport> MaintainAsync(MaintenanceRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _maintaining.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var waiting = await PendingAsync(run, cancellationToken).ConfigureAwait(false);
            var searched = await SourcesAsync(_searchedThrough, run.MostSources, cancellationToken).ConfigureAwait(false);
            var progress = new Progress(run.MostSources * MostDaysPerSource);
            foreach (var sources in waiting.Union(searched).Chunk(SourcesPerTransaction))
            {
                await MaintainAsync(sources, run, progress, cancellationToken).ConfigureAwait(false);
                if (progress.DaysLeft <= 0) break;
            }

            if (progress.DaysLeft <= 0) return new MaintenanceReport(progress.RolledUp, 0, progress.Removed, false);
            var isRound = searched.Count < run.MostSources;
            _searchedThrough = isRound ? new SourceId(int.MinValue) : searched[^1];
            return new MaintenanceReport(progress.RolledUp, searched.Count, progress.Removed, isRound && waiting.Count < run.MostSources && progress.IsDone);
        }
        catch
        {
            // What it had begun was rolled back: the next run starts with a fresh one. Its statements are the connection's.
            await _database.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            _maintainer?.Dispose();
            _maintainer = null;
            _database.Release();
            throw;
        }
        finally
        {
            _maintaining.Release();
        }
    }

    private async ValueTask<List<SourceId>> PendingAsync(MaintenanceRun run, CancellationToken cancellationToken)
    {
        await _database.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _maintainer ??= new SourceMaintainer(_connection, _writes, _options.Path, ReportDamage);
            return [.. _maintainer.PendingSources(RollUpLevel.Day.BucketOf(run.NowUnixMs), run.MostSources).Select(static source => new SourceId((int)source))];
        }
        finally
        {
            _database.Release();
        }
    }

    /// <summary>A few sources in a transaction, so that flushes and deletions soon have their turn.</summary>
    private ValueTask MaintainAsync(SourceId[] sources, MaintenanceRun run, Progress progress, CancellationToken cancellationToken) => ChangeAsync(
        () =>
        {
            foreach (var source in sources)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_sources.TryGetValue(source.Value, out var state) || state.IsDeleted || progress.DaysLeft <= 0) continue;
                var (days, removed, isDone) = _maintainer!.Maintain(state, run.Retention(source), run.NowUnixMs, Math.Min(MostDaysPerTransaction, progress.DaysLeft));
                progress.Note(days, removed, isDone);
            }
        },
        cancellationToken);

    /// <summary>Reads everything there is: the database's own check, then every block's checksum and columns. Minutes on a large store; writes and reads go on.</summary>
    /// <param name="progress">Told the number of blocks checked, every now and then.</param>
    public Task<IReadOnlyList<StoreProblem>> CheckAsync(IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return CheckFileAsync(_options.Path, progress, cancellationToken);
    }

    /// <summary>The same for a store that this process hasn't opened; another process may be working in it.</summary>
    /// <inheritdoc cref="CheckAsync"/>
    public static Task<IReadOnlyList<StoreProblem>> CheckFileAsync(string path, IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run<IReadOnlyList<StoreProblem>>(() => StoreCheck.Run(path, progress, cancellationToken), cancellationToken);

    private async ValueTask ChangeAsync(Action changes, CancellationToken cancellationToken)
    {
        await _database.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _writes.Commit(changes);
        }
        finally
        {
            _database.Release();
        }
    }

    private sealed class Progress(int mostDays)
    {
        public int DaysLeft { get; private set; } = mostDays;

        public int RolledUp { get; private set; }

        public long Removed { get; private set; }

        public bool IsDone { get; private set; } = true;

        public void Note(int days, long removed, bool isDone)
        {
            DaysLeft -= days;
            if (days > 0) RolledUp++;
            Removed += removed;
            IsDone &= isDone;
        }
    }
}
