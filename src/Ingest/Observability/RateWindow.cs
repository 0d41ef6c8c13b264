namespace Facilities.Ingest.Observability;

/// <summary>The rate of a growing count over about the last ten seconds, from looks at it. Thread-safe.</summary>
internal sealed class RateWindow(TimeProvider clock)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Count)> _looks = [];

    /// <summary>Notes the count of this moment and returns the rate per second since the oldest look within the window.</summary>
    public double Look(long count)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            // Pages may ask often; more than five looks a second tell nothing new.
            if (_looks.Count == 0 || clock.GetElapsedTime(_looks.Last().At, now) > TimeSpan.FromMilliseconds(200)) _looks.Enqueue((now, count));
            while (_looks.Count > 1 && clock.GetElapsedTime(_looks.Peek().At, now) > Span) _looks.Dequeue();
            var (at, before) = _looks.Peek();
            var seconds = clock.GetElapsedTime(at, now).TotalSeconds;
            return seconds < 0.2 ? 0 : (count - before) / seconds;
        }
    }
}
