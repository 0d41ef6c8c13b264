using System.Collections.Concurrent;
using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>
/// The newest value of every point: from the store, and while that is away from what this process has in memory, so that people still see what
/// their assets say. Memory is the detectors', which read the journal and never the store; a dashboard beside ingest has none and keeps what it was
/// told last. Thread-safe.
/// </summary>
/// <param name="detectors">What the detectors of this process last heard; null where ingest runs elsewhere.</param>
public sealed class NewestValues(ITimeSeriesStore series, IFreshnessView? detectors)
{
    /// <summary>
    /// Sources whose last answer is kept where there are no detectors: two large districts at a point's 24 bytes come to some ten megabytes. Beyond it
    /// an asset that isn't kept has no value while the store is away.
    /// </summary>
    private const int MostRemembered = 20_000;

    /// <summary>A page is not kept waiting for a connection that hangs when memory can answer; a city's values take the store about this long.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(3);

    /// <summary>After a failure the store is left alone for a moment: pages redraw several times a second.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<int, LastValue[]> _remembered = new();
    private StoreUnavailableException? _away;
    private long _awayAt;

    /// <summary>In the order of the sources, then of the points.</summary>
    /// <exception cref="StoreUnavailableException">The store is away and nothing at all is known of these sources.</exception>
    public async ValueTask<IReadOnlyList<LastValue>> OfAsync(IReadOnlyCollection<SourceId> sources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (Volatile.Read(ref _away) is { } known && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _awayAt)) < Rest) return FromMemory(sources, known);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (detectors is not null) limit.CancelAfter(StoreLimit);
        try
        {
            var values = await series.LastAsync(sources, limit.Token).ConfigureAwait(false);
            Volatile.Write(ref _away, null);
            if (detectors is null) Remember(values);
            return values;
        }
        catch (StoreUnavailableException away)
        {
            return FromMemory(sources, Begin(away));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return FromMemory(sources, Begin(new StoreUnavailableException("timeout", $"No answer within {StoreLimit.TotalSeconds} s.", e)));
        }
    }

    private StoreUnavailableException Begin(StoreUnavailableException away)
    {
        Volatile.Write(ref _awayAt, TimeProvider.System.GetTimestamp());
        Volatile.Write(ref _away, away);
        return away;
    }

    private List<LastValue> FromMemory(IReadOnlyCollection<SourceId> sources, StoreUnavailableException away)
    {
        var values = new List<LastValue>();
        var known = 0;
        foreach (var source in sources)
        {
            if (detectors is not null) known += Add(source, detectors.Get(source, 0), values);
            else if (_remembered.TryGetValue(source.Value, out var remembered))
            {
                values.AddRange(remembered);
                known++;
            }
        }

        if (known == 0 && sources.Count > 0)
            throw new StoreUnavailableException(away.Reason, "The telemetry store is away and nothing is known from memory: " + away.Message, away) { RetryAfter = away.RetryAfter };
        return values;
    }

    private static int Add(SourceId source, SourceFreshness? heard, List<LastValue> values)
    {
        if (heard is null) return 0;
        foreach (var point in heard.Points.OrderBy(static point => point.Point))
        {
            if (point.EventTimeUnixMs != 0) values.Add(new LastValue(source, point.Point, point.EventTimeUnixMs, point.Value));
        }

        return 1;
    }

    private void Remember(IReadOnlyList<LastValue> values)
    {
        foreach (var ofSource in values.GroupBy(static value => value.Source.Value))
        {
            if (_remembered.Count < MostRemembered || _remembered.ContainsKey(ofSource.Key)) _remembered[ofSource.Key] = [.. ofSource];
        }
    }
}
