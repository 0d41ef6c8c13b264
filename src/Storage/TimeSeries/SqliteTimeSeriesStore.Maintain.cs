using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

public sealed partial class SqliteTimeSeriesStore
{
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

    /// <summary>Deletes blocks whose last reading is older than <see cref="SqliteTimeSeriesOptions.MaximumAge"/>; returns how many. Runs by itself once an hour.</summary>
    public async ValueTask<int> EnforceRetentionAsync(CancellationToken cancellationToken = default)
    {
        if (_options.MaximumAge is not { } age) return 0;
        var before = (_siteClock.GetUtcNow() - age).ToUnixTimeMilliseconds();
        var deleted = 0;
        foreach (var slice in _sources.Values.Select(static s => s.Source).Chunk(SliceLength))
        {
            await ChangeAsync(
                () =>
                {
                    foreach (var source in slice) deleted += _writes.DeleteBefore(source, before);
                },
                cancellationToken).ConfigureAwait(false);
        }

        if (deleted > 0) TimeSeriesLog.RetentionEnforced(_logger, deleted, age);
        return deleted;
    }

    public async ValueTask<MaintenanceReport> MaintainAsync(MaintenanceRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var sources = await SourcesAsync(_searchedThrough, run.MostSources, cancellationToken).ConfigureAwait(false);
        var removed = 0L;
        foreach (var slice in sources.Chunk(SliceLength))
        {
            await ChangeAsync(
                () =>
                {
                    foreach (var source in slice)
                    {
                        var retention = run.Retention(source);
                        if (retention.Default.Raw is { } age) removed += _writes.DeleteBefore(source, run.NowUnixMs - (long)age.TotalMilliseconds);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }

        var isComplete = sources.Count < run.MostSources;
        _searchedThrough = isComplete ? new SourceId(int.MinValue) : sources[^1];
        return new MaintenanceReport(0, sources.Count, removed, isComplete);
    }

    /// <summary>Reads everything there is: the database's own check, then every block's checksum and columns. Minutes on a large store; writes and reads go on.</summary>
    /// <param name="progress">Told the number of blocks checked, every now and then.</param>
    public Task<IReadOnlyList<StoreProblem>> CheckAsync(IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Task.Run<IReadOnlyList<StoreProblem>>(() => StoreCheck.Run(_options.Path, progress, cancellationToken), cancellationToken);
    }

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
}
