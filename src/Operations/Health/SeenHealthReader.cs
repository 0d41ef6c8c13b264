using Facilities.Detection;
using Facilities.Domain.Calendars;
using Facilities.Domain.Health;
using Facilities.Operations.Assets;
using Facilities.Operations.Forecasts;
using Facilities.Storage.Relational.Health;
using Facilities.Telemetry;

namespace Facilities.Operations.Health;

/// <summary>Reads what telemetry says of an asset's health: how much of it was seen, what is in sight, what has worn since its first weeks. Thread-safe.</summary>
internal sealed class SeenHealthReader(ITimeSeriesStore series, AssetForecasts forecasts)
{
    private const int FirstDays = 28;
    private const int LeastFirstDays = 14;
    private const int LateDays = 7;
    private const int LeastLateDays = 4;

    /// <summary>Daily roll-ups are kept no longer.</summary>
    private const int MostYears = 10;

    /// <summary>What days differ by at least, of their level: sensors are no better.</summary>
    private const double LeastSpread = 0.02;

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<SeenHealth> ReadAsync(AssetEntry entry, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((await series.SeriesAsync(entry.Source, cancellationToken).ConfigureAwait(false)).Count == 0) return SeenHealth.Nothing;
        var week = await series.CoverageAsync(entry.Source, null, now.AddDays(-LateDays).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds(), entry.Template.Heartbeat, cancellationToken).ConfigureAwait(false);
        // Below that there is no score, so nothing else need be read.
        if (week.Share < HealthScore.LeastCoverage) return new SeenHealth(week.Share, [], []);
        var limits = await forecasts.OfAsync(entry, zone, cancellationToken).ConfigureAwait(false);
        var drifts = new List<HealthDrift>();
        foreach (var sign in WearSign.Of(entry.Template))
        {
            if (await DriftAsync(entry, sign, zone, now, cancellationToken).ConfigureAwait(false) is { } drift) drifts.Add(drift);
        }

        // Several limits of one point are one matter: the one that is reached first.
        return new SeenHealth(week.Share, [.. limits.GroupBy(limit => limit.PointKey).Select(group => group.MinBy(limit => limit.Days)!).Select(limit => new HealthForecast(limit.Severity, limit.Days, limit.PointKey))], drifts);
    }

    private async Task<HealthDrift?> DriftAsync(AssetEntry entry, WearSign sign, TimeZoneInfo zone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = SiteTime.DateOf(zone, now);
        var midnight = SiteTime.ToUtc(zone, today, 0);
        var late = await DaysAsync(entry, sign.Point.No, zone, SiteTime.ToUtc(zone, today.AddDays(-LateDays), 0), midnight, LateDays, cancellationToken).ConfigureAwait(false);
        if (late.Count < LeastLateDays) return null;
        // The first weeks end well before the last one begins.
        var first = await DaysAsync(entry, sign.Point.No, zone, midnight.AddYears(-MostYears), midnight.AddDays(-LateDays - FirstDays), FirstDays, cancellationToken).ConfigureAwait(false);
        if (first.Count < LeastFirstDays) return null;
        var level = first.Average();
        if (Math.Abs(level) < 1e-9) return null;
        var spread = Math.Max(Math.Sqrt(first.Sum(day => (day - level) * (day - level)) / first.Count), LeastSpread * Math.Abs(level));
        var worse = (late.Average() - level) * (sign.Up ? 1 : -1);
        return worse > 0 ? new HealthDrift(sign.Point.Key, worse / Math.Abs(level), worse / spread) : null;
    }

    private async Task<IReadOnlyList<double>> DaysAsync(AssetEntry entry, ushort point, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var query = new AggregateQuery
        {
            Source = entry.Source,
            Point = point,
            FromUnixMs = from.ToUnixTimeMilliseconds(),
            ToUnixMs = until.ToUnixTimeMilliseconds(),
            Windows = WindowGrid.OfLocal(CalendarUnit.Day, zone),
            Limit = most,
        };
        var windows = (await series.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows;
        return [.. DailyValue.Of([.. windows.Select((day, i) => (i, day.Count, day.Mean))]).Select(day => day.Value)];
    }
}
