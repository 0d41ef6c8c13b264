using Facilities.Dashboard.Format;
using Facilities.Dashboard.Telemetry;
using Facilities.Domain;
using Facilities.Operations.Faults;
using Facilities.Telemetry;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>
/// Small curves for a list of faults. Kept for a while: a list that redraws because one fault changed must not read every series again.
/// One per page; not thread-safe.
/// </summary>
internal sealed class FaultSparks(SeriesReader series, AssetWords words, SiteClock clock)
{
    private const int Points = 40;

    /// <summary>Lists show a handful of curves; the rest of a long list has none.</summary>
    private const int Most = 20;

    private static readonly TimeSpan Shown = TimeSpan.FromHours(6);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(20);

    private readonly Dictionary<FaultId, (long ReadAt, SparkSeries Series)> _kept = [];

    public SparkSeries? Get(FaultRow row) => _kept.TryGetValue(row.Id, out var kept) ? kept.Series : null;

    /// <summary>While the store is away the curves stay as they were; a list is worth showing without them.</summary>
    public async Task ReadAsync(IEnumerable<FaultRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await ReadNewAsync(rows, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Said where the telemetry itself is what one came for.
        }
    }

    private async Task ReadNewAsync(IEnumerable<FaultRow> rows, CancellationToken cancellationToken)
    {
        var to = clock.NowUnixMs;
        foreach (var row in rows.Take(Most))
        {
            if (row.Finding?.Signal is not { } key || words.Definition(row.Place.TypeKey, key) is not { } point) continue;
            // A mean of yes and no is no curve.
            if (point.Definition.Kind is PointKind.Flag or PointKind.State) continue;
            if (_kept.TryGetValue(row.Id, out var kept) && TimeProvider.System.GetElapsedTime(kept.ReadAt) < KeptFor) continue;
            var from = to - (long)Shown.TotalMilliseconds;
            var values = await series.SparkAsync(new SourceId(row.Place.Id.Value), point.Definition.No, from, to, Points, cancellationToken);
            if (!Array.Exists(values, double.IsFinite))
            {
                _kept.Remove(row.Id);
                continue;
            }

            HoldOnChange(point.Definition, values);
            _kept[row.Id] = (TimeProvider.System.GetTimestamp(), new SparkSeries(values, point.NormalMin, point.NormalMax));
        }
    }

    /// <summary>Between two reports of a point that speaks only on change its value stands; that is no gap.</summary>
    private static void HoldOnChange(PointDefinition point, double[] values)
    {
        if (point.Interval is not null) return;
        for (var index = 1; index < values.Length; index++)
        {
            if (double.IsNaN(values[index])) values[index] = values[index - 1];
        }
    }
}
