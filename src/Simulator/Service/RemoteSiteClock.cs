using Microsoft.Extensions.Logging;

namespace Facilities.Simulator.Service;

/// <summary>
/// The service's site clock, followed from another process: asked every few seconds, run on in between at the speed it stated. Never goes
/// back: when it was ahead it waits. Thread-safe.
/// </summary>
internal sealed class RemoteSiteClock : TimeProvider
{
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _system;
    private long _anchorTimestamp;
    private double _anchorUnixMs;
    private double _speed = 1;
    private double _lastUnixMs;

    public RemoteSiteClock(ClockReply first, TimeProvider? system = null)
    {
        _system = system ?? TimeProvider.System;
        Set(first);
    }

    public double Speed
    {
        get
        {
            lock (_lock) return _speed;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var now = _anchorUnixMs + _system.GetElapsedTime(_anchorTimestamp).TotalMilliseconds * _speed;
            _lastUnixMs = Math.Max(_lastUnixMs, now);
            return DateTimeOffset.FromUnixTimeMilliseconds((long)_lastUnixMs);
        }
    }

    /// <summary>Takes over an answer of the service.</summary>
    public void Set(ClockReply reply)
    {
        lock (_lock) (_anchorTimestamp, _anchorUnixMs, _speed) = (_system.GetTimestamp(), reply.SiteNowUnixMs, reply.Speed);
    }

    /// <summary>Asks again every ten seconds until cancelled; an outage is logged when it begins.</summary>
    public async Task FollowAsync(ServiceApi api, ILogger logger, CancellationToken ct)
    {
        var lost = false;
        try
        {
            while (true)
            {
                await Task.Delay(Resync, _system, ct);
                try
                {
                    Set(await api.ClockAsync(ct));
                    lost = false;
                }
                catch (ServiceException e)
                {
                    if (!lost) Log.ClockUnreadable(logger, api.Address, e.Message);
                    lost = true;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }
}
