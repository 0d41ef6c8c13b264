using Facilities.Detection;
using Facilities.Operations.Assets;
using Facilities.Telemetry;

namespace Facilities.Operations.Models;

/// <summary>Reads an asset's hours from the store; hourly roll-ups answer it. Thread-safe.</summary>
internal sealed class ModelHoursReader(ITimeSeriesStore series)
{
    private static readonly long LongestMs = (long)TimeSpan.FromDays(62).TotalMilliseconds;

    /// <param name="asset">Of a type with a model.</param>
    /// <param name="fromHour">First hour.</param>
    /// <param name="untilHour">End, not included; at most two months later.</param>
    /// <param name="cancellationToken">Ends it between two points.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<ModelHours> ReadAsync(AssetEntry asset, int fromHour, int untilHour, CancellationToken cancellationToken)
    {
        var hours = new ModelHours(asset.Template);
        var until = untilHour * ModelHours.LengthMs;
        var from = Math.Max(fromHour * ModelHours.LengthMs, until - LongestMs);
        if (from >= until) return hours;
        foreach (var point in ModelHours.PointsOf(asset.Template))
        {
            var query = new AggregateQuery { Source = asset.Source, Point = point.Definition.No, FromUnixMs = from, ToUnixMs = until, Windows = WindowGrid.Every(ModelHours.LengthMs) };
            foreach (var window in (await series.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows) hours.Add(point, window);
        }

        return hours;
    }

    /// <summary>The first hour from an instant on in which a signal of the model was measured; null: none is stored.</summary>
    public async Task<int?> FirstAsync(AssetEntry asset, ModelShape shape, long fromUnixMs, long nowUnixMs, CancellationToken cancellationToken)
    {
        var from = fromUnixMs / ModelHours.LengthMs * ModelHours.LengthMs;
        if (from >= nowUnixMs) return null;
        foreach (var signal in shape.Signals)
        {
            var query = new AggregateQuery
            {
                Source = asset.Source,
                Point = asset.Template.Point(signal.Point)!.Definition.No,
                FromUnixMs = from,
                ToUnixMs = nowUnixMs,
                Windows = WindowGrid.Every(TimeSpan.FromDays(1)),
                Limit = 1,
            };
            if ((await series.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows is [var first, ..]) return ModelHours.HourOf(first.StartUnixMs);
        }

        return null;
    }
}
