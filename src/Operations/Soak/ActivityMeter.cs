using Facilities.Telemetry;

namespace Facilities.Operations.Soak;

/// <summary>How much an asset was used: growth of a counter, or how often a flag rose.</summary>
internal static class ActivityMeter
{
    private const int PageSize = 10_000;

    /// <summary>Reads at most this many samples: a month of a point that reports every 10 s.</summary>
    private const int MaximumSamples = 300_000;

    public static async Task<double> MeasureAsync(
        ITimeSeriesStore series, SourceId source, PointDefinition point, long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        var total = 0d;
        var last = double.NaN;
        var at = fromUnixMs;
        for (var read = 0; read < MaximumSamples && at < toUnixMs;)
        {
            var page = await series.RangeAsync(source, point.No, at, toUnixMs, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (var sample in page)
            {
                if (double.IsNaN(sample.Value)) continue;
                // A counter that was reset starts again: negative differences count nothing.
                if (!double.IsNaN(last) && sample.Value > last) total += point.Kind == PointKind.Counter ? sample.Value - last : 1;
                last = sample.Value;
            }

            if (page.Count < PageSize) break;
            read += page.Count;
            at = page[^1].TimestampUnixMs + 1;
        }

        return total;
    }
}
