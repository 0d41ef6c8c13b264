using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// The way of some sources' lines to the server: one request at a time, so that of two writes of the same sample the later one stands. While a request is under way
/// the next one fills, so batches grow with the load.
/// <code>
///   Add → [ filling ] ⇄ [ being sent ] → 204 → confirmed
/// </code>
/// A request that fails is sent again, unchanged and before anything else, until it succeeds; after a few failures whoever wants to add or to wait is told
/// that the server is away. Thread-safe.
/// </summary>
internal sealed class WriteLane : IAsyncDisposable
{
    private readonly int _most;
    private readonly LineEncoder _encoder;
    private readonly LineSender _sender;
    private readonly Func<long> _written;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _filled = new(0);
    private readonly Task _sending;

    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LineBuffer _filling = new();
    private LineBuffer _sent = new();
    private long _fillingNumber = 1;
    private long _confirmedNumber;
    private long _confirmedThrough;
    private StoreUnavailableException? _failure;

    /// <param name="written">End of the last batch whose lines have all been added, to every lane.</param>
    public WriteLane(int most, LineEncoder encoder, LineSender sender, Func<long> written)
    {
        (_most, _encoder, _sender, _written) = (most, encoder, sender, written);
        _confirmedThrough = written();
        _sender.Failed += Fail;
        _sending = Task.Run(SendAllAsync);
    }

    /// <summary>Why the server takes nothing at the moment, or null.</summary>
    public StoreUnavailableException? Failure
    {
        get
        {
            lock (_lock) return _failure;
        }
    }

    /// <exception cref="StoreUnavailableException">The server takes nothing at the moment.</exception>
    public void ThrowIfAway()
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, typeof(InfluxTimeSeriesStore));
        // A new exception each time: one that is thrown twice has the wrong stack.
        if (Failure is { } failure) throw new StoreUnavailableException(failure.Reason, failure.Message, failure) { RetryAfter = failure.RetryAfter };
    }

    /// <summary>Everything before this is confirmed as far as this lane goes; <paramref name="written"/> was read before.</summary>
    public long ConfirmedThrough(long written)
    {
        lock (_lock) return IsEmpty ? written : _confirmedThrough;
    }

    /// <summary>Which of the lanes a source's lines take.</summary>
    public static int Of(SourceId source, int lanes) => (int)((uint)source.Value % (uint)lanes);

    /// <summary>Adds those readings of a batch whose lane <paramref name="number"/> this is, waiting whenever enough stands before them.</summary>
    /// <exception cref="StoreUnavailableException">The server is away. What was added till then goes out all the same; adding it again is harmless.</exception>
    public async ValueTask AddAsync(ReadingBatch batch, int number, int lanes, CancellationToken cancellationToken)
    {
        for (var next = 0; ;)
        {
            Task changed;
            lock (_lock)
            {
                ThrowIfAway();
                var before = _filling.Count;
                try
                {
                    for (; next < batch.Count && _filling.Count < _most; next++)
                    {
                        var reading = batch[next];
                        if (!reading.Values.IsEmpty && Of(reading.Source, lanes) == number) _encoder.Add(reading, _filling);
                    }
                }
                finally
                {
                    // Also when a reading can't be encoded: what was added before it must not wait for a first line that is there already.
                    if (before == 0 && _filling.Count > 0) _filled.Release();
                }

                if (next == batch.Count) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until everything added before is confirmed.</summary>
    /// <exception cref="StoreUnavailableException">The server is away.</exception>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        long last;
        lock (_lock) last = _filling.Count > 0 ? _fillingNumber : _fillingNumber - 1;
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_confirmedNumber >= last) return;
                ThrowIfAway();
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops sending; what isn't confirmed stands in the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock) Change();
        _stopping.Dispose();
        _filled.Dispose();
    }

    private bool IsEmpty => _filling.Count == 0 && _confirmedNumber == _fillingNumber - 1;

    private void Fail(StoreUnavailableException failure)
    {
        lock (_lock)
        {
            _failure = failure;
            Change();
        }
    }

    private void Change()
    {
        _changed.SetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task SendAllAsync()
    {
        while (true)
        {
            await _filled.WaitAsync(_stopping.Token).ConfigureAwait(false);
            long through;
            lock (_lock)
            {
                (_filling, _sent) = (_sent, _filling);
                _fillingNumber++;
                // Whatever was written so far is in this request or in one before it.
                through = _written();
                Change();
            }

            await _sender.SendAsync(_sent, _stopping.Token).ConfigureAwait(false);
            _sent.Clear();
            lock (_lock)
            {
                _failure = null;
                _confirmedNumber++;
                _confirmedThrough = through;
                Change();
            }
        }
    }
}
