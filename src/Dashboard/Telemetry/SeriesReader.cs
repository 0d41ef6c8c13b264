using Facilities.Telemetry;

namespace Facilities.Dashboard.Telemetry;

/// <summary>
/// Series for the screen: never more points than there are pixels, whatever the stretch, because the store aggregates.
/// Windows without samples stay empty. Thread-safe.
/// </summary>
internal sealed class SeriesReader(ITimeSeriesStore store)
{
    /// <summary>No screen is wider; also the cap of the API.</summary>
    public const int MostPoints = 2_000;

    /// <summary>Values of equal windows, oldest first; NaN where nothing usable was reported.</summary>
    public async Task<double[]> SparkAsync(SourceId source, ushort point, long fromUnixMs, long toUnixMs, int count, CancellationToken cancellationToken)
    {
        var window = Math.Max(1, (toUnixMs - fromUnixMs) / count);
        var values = new double[count];
        Array.Fill(values, double.NaN);
        foreach (var aggregate in await store.AggregateAsync(source, point, fromUnixMs, toUnixMs, window, cancellationToken))
        {
            var index = (aggregate.StartUnixMs - fromUnixMs) / window;
            if (index >= 0 && index < count) values[index] = aggregate.Mean;
        }

        return values;
    }

    /// <summary>Windows of at least <paramref name="leastWindowMs"/>, at most <paramref name="most"/> of them.</summary>
    public async Task<SeriesWindows> WindowsAsync(
        SourceId source, ushort point, long fromUnixMs, long toUnixMs, long leastWindowMs, int most, CancellationToken cancellationToken)
    {
        var length = toUnixMs - fromUnixMs;
        var window = Math.Max(Math.Max(1, leastWindowMs), (length + most - 1) / Math.Clamp(most, 1, MostPoints));
        var found = await store.AggregateAsync(source, point, fromUnixMs, toUnixMs, window, cancellationToken);
        return new SeriesWindows(window, found);
    }
}
