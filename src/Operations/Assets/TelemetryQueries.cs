using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>Live values and history of an asset, cut to the caller's scope. Thread-safe.</summary>
public sealed class TelemetryQueries(EntriesInScope entries, ITimeSeriesStore series, NewestValues newestValues, SiteClock clock)
{
    /// <summary>Most places on a chart: more than a screen has pixels.</summary>
    public const int MaximumPoints = 4_000;

    /// <summary>Samples go by whole days: a shorter stretch that has some has all of them.</summary>
    private const long GoneByMs = 86_400_000;

    /// <summary>All points of the asset in the template's order, while the store is away as far as they are known from memory; null if there is no such asset in the scope.</summary>
    /// <exception cref="StoreUnavailableException">The store is away and nothing is known of the asset.</exception>
    public async Task<IReadOnlyList<LiveValueRow>?> LiveAsync(Scope scope, AssetId id, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(scope, id, cancellationToken).ConfigureAwait(false) is not { } entry) return null;
        var last = await newestValues.OfAsync([entry.Source], cancellationToken).ConfigureAwait(false);
        var values = last.ToDictionary(value => value.Point);
        var newest = last.Count == 0 ? 0 : last.Max(value => value.TimestampUnixMs);
        var now = clock.NowUnixMs;
        return [.. entry.Template.Points.Select(point =>
        {
            var definition = point.Definition;
            var known = values.TryGetValue(definition.No, out var value);
            var usable = known && !double.IsNaN(value.Value);
            return new LiveValueRow
            {
                No = definition.No,
                Key = definition.Key,
                Name = point.Name,
                Kind = definition.Kind,
                Unit = definition.Unit,
                Value = usable ? value.Value : null,
                State = usable && definition.Kind == PointKind.State && value.Value >= 0 && value.Value < point.States.Count ? point.States[(int)value.Value].Name : null,
                At = known ? DateTimeOffset.FromUnixTimeMilliseconds(value.TimestampUnixMs) : null,
                Freshness = known ? PointFreshnessRule.StateOf(definition, entry.Template.Heartbeat, value, newest, now) : FreshnessState.Never,
                NormalMin = point.NormalMin,
                NormalMax = point.NormalMax,
                NormalOrigin = point.NormalOrigin,
                Diagnostic = point.Diagnostic,
            };
        })];
    }

    /// <summary>A point's history in at most <paramref name="maximum"/> places; null if there is no such asset or point in the scope.</summary>
    /// <exception cref="ArgumentException">The span is empty or reversed.</exception>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<TelemetrySeries?> SeriesAsync(
        Scope scope, AssetId id, string pointKey, DateTimeOffset from, DateTimeOffset until, int maximum, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(scope, id, cancellationToken).ConfigureAwait(false) is not { } entry || !entry.Points.TryGet(pointKey, out var point)) return null;
        maximum = Math.Clamp(maximum, 10, MaximumPoints);
        var (fromMs, toMs) = (from.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());
        var raw = await series.RangeAsync(entry.Source, point.No, fromMs, toMs, maximum + 1, cancellationToken).ConfigureAwait(false);
        var usable = raw.Where(static sample => !double.IsNaN(sample.Value)).ToList();
        long window = 0;
        List<SeriesPoint> points = [.. usable.Select(static sample => new SeriesPoint(sample.TimestampUnixMs, sample.Value, sample.Value, sample.Value))];
        if (raw.Count > maximum || raw.Count == 0 || toMs - fromMs > GoneByMs)
        {
            var width = Math.Max(1, (toMs - fromMs + maximum - 1) / maximum);
            var windows = await series.AggregateAsync(entry.Source, point.No, fromMs, toMs, width, cancellationToken).ConfigureAwait(false);
            // Too many to draw, or roll-ups know of samples that are kept no longer.
            if (raw.Count > maximum || windows.Sum(static item => item.Count) > usable.Count)
            {
                window = width;
                points = [.. windows.Select(static item => new SeriesPoint(item.StartUnixMs, item.Min, item.Mean, item.Max))];
            }
        }

        // What reports on change is seen as long as its asset is heard of.
        var seenUntil = Math.Min(toMs, clock.NowUnixMs);
        var coverage = seenUntil <= fromMs ? null : await series.CoverageAsync(
            entry.Source, point.Interval is null ? null : point.No, fromMs, seenUntil, point.Interval is { } interval ? interval * 2 : entry.Template.Heartbeat * 2, cancellationToken)
            .ConfigureAwait(false);
        return new TelemetrySeries(point.Key, point.Unit, point.Kind, from, until, window, points, coverage?.Gaps ?? [], coverage?.Share ?? 0);
    }
}
