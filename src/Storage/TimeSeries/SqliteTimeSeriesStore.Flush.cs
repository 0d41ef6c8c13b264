using System.Collections.Concurrent;

namespace Facilities.Storage.TimeSeries;

public sealed partial class SqliteTimeSeriesStore
{
    /// <summary>Heads written in one transaction: enough to share its fsync, few enough that a waiting query or deletion soon gets its turn.</summary>
    private const int SliceLength = 256;

    /// <summary>Full heads that are worth a transaction of their own before the next tick.</summary>
    private const int FullHeads = 64;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<SourceState> _full = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<SourceState> _slice = [];
    private TaskCompletionSource _sliceWritten = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _lastFailure;
    private int _isAwake;

    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await CheckpointAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The background task: full heads as they come, everything at checkpoints.</summary>
    private async Task WorkAsync()
    {
        var system = TimeProvider.System;
        var lastCheckpoint = system.GetTimestamp();
        var retry = Tick;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(Tick, _stopping.Token).ConfigureAwait(false);
                Volatile.Write(ref _isAwake, 0);
                await WriteFullHeadsAsync(_stopping.Token).ConfigureAwait(false);
                if (IsCheckpointDue(system.GetElapsedTime(lastCheckpoint)))
                {
                    await CheckpointAsync(_stopping.Token).ConfigureAwait(false);
                    lastCheckpoint = system.GetTimestamp();
                }

                if (Interlocked.Exchange(ref _lastFailure, null) is not null) TimeSeriesLog.FlushRecovered(_logger);
                retry = Tick;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The loop's top: a full disk or a locked file passes, and nothing is lost meanwhile.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Volatile.Write(ref _lastFailure, e);
                TimeSeriesLog.FlushFailed(_logger, e, retry);
                await Task.Delay(retry, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
            }
        }
    }

    private bool IsCheckpointDue(TimeSpan age) =>
        (Interlocked.Read(ref _headBytes) > 0 || Volatile.Read(ref _written) > Volatile.Read(ref _applied))
        && (age >= _options.CheckpointAge
            || Volatile.Read(ref _written) - Volatile.Read(ref _applied) >= _options.CheckpointBytes
            || Interlocked.Read(ref _headBytes) >= _options.HeadBytes / 2);

    /// <summary>Called by the writer after a batch.</summary>
    private void WakeIfDue()
    {
        if (_full.Count < FullHeads
            && Interlocked.Read(ref _headBytes) < _options.HeadBytes / 2
            && _written - Volatile.Read(ref _applied) < _options.CheckpointBytes) return;
        if (Interlocked.Exchange(ref _isAwake, 1) == 0) _wake.Release();
    }

    private async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var written = Volatile.Read(ref _sliceWritten).Task;
            if (Interlocked.Read(ref _headBytes) < _options.HeadBytes) return;
            if (Interlocked.Exchange(ref _isAwake, 1) == 0) _wake.Release();
            await written.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteFullHeadsAsync(CancellationToken cancellationToken)
    {
        while (!_full.IsEmpty)
        {
            await _database.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                _slice.Clear();
                while (_slice.Count < SliceLength && _full.TryDequeue(out var state))
                {
                    // A checkpoint may have written it since.
                    if (state.Waiting >= _options.BlockRows) _slice.Add(state);
                    else state.IsQueued = false;
                }

                if (_slice.Count > 0) WriteSlice(null);
            }
            finally
            {
                _database.Release();
            }
        }
    }

    /// <summary>
    /// Writes every head and then moves <see cref="AppliedThrough"/> to what had been written when it began. Slice by slice, so that writes go on
    /// meanwhile; a head that takes more in the meantime only brings more along.
    /// </summary>
    private async ValueTask CheckpointAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var through = Volatile.Read(ref _written);
        var sources = 0;
        await _database.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _slice.Clear();
            foreach (var state in _sources.Values)
            {
                if (!state.HasHead) continue;
                sources++;
                _slice.Add(state);
                if (_slice.Count < SliceLength) continue;
                WriteSlice(null);
                _slice.Clear();
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (_slice.Count == 0 && through == _applied) return;
            WriteSlice(through);
            TimeSeriesLog.Checkpointed(_logger, through, sources, TimeProvider.System.GetElapsedTime(began));
        }
        finally
        {
            _database.Release();
        }
    }

    /// <summary>One transaction: the heads of the slice and, at the end of a checkpoint, the applied position. Under the database's lock.</summary>
    private void WriteSlice(long? appliedThrough)
    {
        try
        {
            _writes.Commit(() =>
            {
                foreach (var state in _slice)
                {
                    // Read before the head is taken: whatever the head then holds beyond it is merely written again after a crash.
                    var through = Volatile.Read(ref _written);
                    _flusher.Flush(state, through);
                    state.IsQueued = false;
                }

                if (appliedThrough is { } through2) _writes.PutApplied(through2);
            });
        }
        catch
        {
            // Nothing was committed: the heads still hold everything, and the next checkpoint takes them along.
            foreach (var state in _slice) (state.Through, state.NotedDayUnixMs) = (0, long.MinValue);
            throw;
        }

        var freed = 0L;
        foreach (var state in _slice) freed += state.EndFlush();
        Interlocked.Add(ref _headBytes, -freed);
        if (appliedThrough is { } applied) Volatile.Write(ref _applied, applied);
        Interlocked.Exchange(ref _sliceWritten, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}
