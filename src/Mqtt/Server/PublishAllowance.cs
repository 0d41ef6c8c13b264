namespace Facilities.Mqtt;

/// <summary>
/// What one credential may publish: a bucket of ten seconds' worth that fills at the rate. All its connections share it, and it outlives them until it is
/// full, so that connecting again gains nothing. Thread-safe.
/// </summary>
internal sealed class PublishAllowance
{
    /// <summary>What comes at once after a short outage isn't held back.</summary>
    private const double BurstSeconds = 10;

    /// <summary>Shortest pause: several publishes' worth gathers in it, so that holding back costs few wake-ups.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly double _most;
    private double _left;
    private long _refilledAt;
    private long _heldSince;
    private bool _isHeld;

    /// <param name="perSecond">Publishes per second, at least 1.</param>
    /// <param name="time">Clock.</param>
    public PublishAllowance(int perSecond, TimeProvider time)
    {
        PerSecond = perSecond;
        _time = time;
        _most = _left = perSecond * BurstSeconds;
        _refilledAt = time.GetTimestamp();
    }

    public int PerSecond { get; }

    /// <summary>Connections that have it; guarded by <see cref="PublishAllowances"/>.</summary>
    public int Holders { get; set; }

    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan Pause => TimeSpan.FromSeconds(1d / PerSecond) is var one && one > ShortestPause ? one : ShortestPause;

    /// <summary>As good as new: nobody would notice if it were made again.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _left >= _most;
            }
        }
    }

    /// <summary>How long publishes have been coming faster than allowed, without a rest that filled the bucket.</summary>
    public TimeSpan HeldFor
    {
        get
        {
            lock (_gate)
                return _isHeld ? _time.GetElapsedTime(_heldSince) : TimeSpan.Zero;
        }
    }

    /// <summary>One publish; false when it has to wait.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            Refill();
            if (_left >= 1)
            {
                _left--;
                return true;
            }

            if (!_isHeld)
                (_isHeld, _heldSince) = (true, _refilledAt);
            return false;
        }
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        _left = Math.Min(_most, _left + _time.GetElapsedTime(_refilledAt, now).TotalSeconds * PerSecond);
        _refilledAt = now;
        if (_left >= _most)
            _isHeld = false;
    }
}
