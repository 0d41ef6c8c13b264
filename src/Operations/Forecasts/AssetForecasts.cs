using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Forecasts;

/// <summary>
/// Which limits of an asset are reached before long, from the daily means of its stored telemetry; only what <see cref="LimitForecaster"/> finds significant and near.
/// A day counts when it has at least a quarter of the samples that days usually have: silence is no value. Today, which isn't over, doesn't. Thread-safe.
/// </summary>
public sealed class AssetForecasts(EntriesInScope entries, IDbContextFactory<FacilitiesDb> databases, ITimeSeriesStore series, SiteClock clock)
{
    /// <summary>The soonest first; null if there is no such asset in the scope.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<IReadOnlyList<ForecastRow>?> OfAsync(Scope scope, AssetId id, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(scope, id, cancellationToken).ConfigureAwait(false) is not { } entry) return null;
        return await OfAsync(entry, await ZoneAsync(entry.Community, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for whoever may see it.</summary>
    internal async Task<IReadOnlyList<ForecastRow>> OfAsync(AssetEntry entry, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var today = SiteTime.DateOf(zone, clock.GetUtcNow());
        var known = new Dictionary<(ushort, bool, bool), IReadOnlyList<DailyValue>>();
        var rows = new List<ForecastRow>();
        foreach (var limit in ForecastLimit.Of(entry.Template, entry.Overrides))
        {
            var key = (limit.Point.Definition.No, limit.Definition.TrendOfWorst, limit.Above);
            if (!known.TryGetValue(key, out var days)) known[key] = days = await DaysAsync(entry, limit, zone, today, cancellationToken).ConfigureAwait(false);
            if (limit.Absolute) days = [.. days.Select(day => day with { Value = Math.Abs(day.Value) })];
            if (LimitForecaster.Of(days, today.DayNumber, limit.Limit, limit.Above) is { } forecast) rows.Add(Row(entry, limit, forecast));
        }

        return [.. rows.OrderBy(row => row.Days)];
    }

    private static ForecastRow Row(AssetEntry entry, ForecastLimit limit, LimitForecast forecast)
    {
        var lastDay = DateOnly.FromDayNumber(forecast.Trend.LastDay);
        return new ForecastRow(
            limit.Rule.Key, limit.Rule.Rule.Name, limit.Rule.Rule.Mode, (Severity)entry.Template.Mode(limit.Rule.Rule.Mode).Severity, limit.Point.Definition.Key, limit.Point.Name, limit.Point.Definition.Unit,
            limit.Limit, limit.Rule.LimitOrigin, limit.Rule.Rule.OriginSource,
            forecast.Trend.Level, forecast.Trend.PerDay, forecast.Days, forecast.Earliest, forecast.Latest, DateOnly.FromDayNumber(forecast.Trend.FirstDay), lastDay, forecast.Trend.PValue);
    }

    private async Task<IReadOnlyList<DailyValue>> DaysAsync(AssetEntry entry, ForecastLimit limit, TimeZoneInfo zone, DateOnly today, CancellationToken cancellationToken)
    {
        var from = SiteTime.ToUtc(zone, today.AddDays(-LimitForecaster.HistoryDays), 0).ToUnixTimeMilliseconds();
        var until = SiteTime.ToUtc(zone, today, 0).ToUnixTimeMilliseconds();
        var windows = (await series.AggregateAsync(
            new AggregateQuery { Source = entry.Source, Point = limit.Point.Definition.No, FromUnixMs = from, ToUnixMs = until, Windows = WindowGrid.OfLocal(CalendarUnit.Day, zone) }, cancellationToken)
            .ConfigureAwait(false)).Windows;
        return DailyValue.Of([.. windows.Select(window => (SiteTime.DateOf(zone, DateTimeOffset.FromUnixTimeMilliseconds(window.StartUnixMs)).DayNumber, window.Count, limit.Of(window)))]);
    }

    internal async Task<TimeZoneInfo> ZoneAsync(CommunityId community, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var zone = await db.Communities.Where(site => site.Id == community).Select(site => site.TimeZoneId).FirstAsync(cancellationToken).ConfigureAwait(false);
            return TimeZoneInfo.FindSystemTimeZoneById(zone);
        }
    }
}
