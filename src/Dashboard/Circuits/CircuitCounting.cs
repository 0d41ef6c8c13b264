using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Facilities.Dashboard.Circuits;

/// <summary>Tells <see cref="CircuitMetrics"/> of one page's life. One per circuit; its calls come one after another.</summary>
internal sealed class CircuitCounting(CircuitMetrics metrics, TimeProvider time) : CircuitHandler
{
    /// <summary>A page that is left says so and is closed at once; one that is closed later was waited for in vain.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(10);

    private long? _awaySince;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        metrics.Opened();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_awaySince is null) metrics.Away(isAway: true);
        _awaySince ??= time.GetTimestamp();
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_awaySince is not null) metrics.Away(isAway: false);
        _awaySince = null;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_awaySince is not null) metrics.Away(isAway: false);
        metrics.Closed(evicted: _awaySince is { } since && time.GetElapsedTime(since) > Farewell);
        return Task.CompletedTask;
    }
}
