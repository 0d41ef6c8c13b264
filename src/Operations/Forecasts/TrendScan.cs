using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Calendars;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Models;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Forecasts;

/// <summary>
/// Looks at stored telemetry for what will reach its limit (<see cref="TrendJudge"/>) and hands it over like any other finding. Each asset is looked at when an hour or a day
/// of its rules is over. What stands is known from the database; told again it changes nothing, so any process may do it, and again after a restart. One run at a time.
/// </summary>
public sealed class TrendScan(
    AssetDirectory directory, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, FindingIntake intake, SiteClock clock, ILogger<TrendScan> logger)
{
    /// <summary>Name of its progress.</summary>
    public const string Run = "trends";

    /// <summary>A date that came nearer by less of itself is not told again.</summary>
    private const double WorthTelling = 0.2;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly OneByOne<AssetId> _each = new("The search for trends at asset", logger, clock);
    private readonly Dictionary<int, (AssetEntry Asset, (int Day, long Hour) Step)> _looked = [];
    private readonly Runs _runs = new(databases, writer, clock);

    /// <summary>A share of this hour's round; where it stopped is stored, and the next firing goes on there.</summary>
    /// <param name="budget">Time of the machine after which no further asset is looked at.</param>
    /// <param name="cancellationToken">Ends it between two assets.</param>
    /// <returns>How many assets were looked at.</returns>
    /// <exception cref="StoreUnavailableException">The store is away; the next firing takes up the rest.</exception>
    public async Task<int> RunAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        var hour = DateTimeOffset.FromUnixTimeMilliseconds(RollUpLevel.Hour.BucketOf(clock.NowUnixMs));
        if (await _runs.ResumeAsync(Run, hour, cancellationToken).ConfigureAwait(false) is not { } run) return 0;
        try
        {
            return await LookAsync(run, budget, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _runs.SaveAsync(run, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All assets, whatever a round has looked at. Returns the number of assets looked at.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; the next run takes up the rest.</exception>
    public Task<int> RunAsync(CancellationToken cancellationToken) => LookAsync(new RunProgress { Name = Run, StartedAt = clock.GetUtcNow() }, TimeSpan.MaxValue, cancellationToken);

    private async Task<int> LookAsync(RunProgress run, TimeSpan budget, CancellationToken cancellationToken)
    {
        var (standing, zones) = await KnownAsync(cancellationToken).ConfigureAwait(false);
        var began = TimeProvider.System.GetTimestamp();
        var looked = 0;
        foreach (var asset in directory.All.Where(asset => asset.Id.Value > run.Position))
        {
            if (looked > 0 && TimeProvider.System.GetElapsedTime(began) >= budget) return looked;
            run.Position = asset.Id.Value;
            var own = standing[asset.Id].ToDictionary(finding => finding.RuleKey);
            var steps = asset.Profile.Rules.SelectMany(rule => rule.Trend).ToList();
            if ((steps.Count == 0 && own.Count == 0) || !zones.TryGetValue(asset.Community, out var zone)) continue;
            var day = SiteTime.DateOf(zone, clock.GetUtcNow()).DayNumber;
            var step = (day, steps.Where(length => length < Day).Select(length => clock.NowUnixMs / (long)length.TotalMilliseconds).FirstOrDefault());
            if (_looked.TryGetValue(asset.Source.Value, out var last) && last.Step == step && ReferenceEquals(last.Asset, asset)) continue;
            if (!await _each.TryAsync(asset.Id, () => LookAsync(asset, own, zone, cancellationToken), cancellationToken).ConfigureAwait(false)) continue;
            _looked[asset.Source.Value] = (asset, step);
            (run.Done, looked) = (run.Done + 1, looked + 1);
        }

        run.EndedAt = clock.GetUtcNow();
        return looked;
    }

    private async Task<(ILookup<AssetId, Standing> Standing, Dictionary<CommunityId, TimeZoneInfo> Zones)> KnownAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var standing = await db.Findings.Where(finding => finding.ClearedAt == null && finding.RuleKey.StartsWith(TrendJudge.Prefix))
                .Select(finding => new { finding.AssetId, finding.RuleKey, finding.OnsetAt, finding.Deviation, finding.ModeKey }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var zones = await db.Communities.Select(site => new { site.Id, site.TimeZoneId }).ToListAsync(cancellationToken).ConfigureAwait(false);
            // Two processes may have raised the same trend a step apart: the later onset goes with the earlier.
            return (standing.OrderByDescending(finding => finding.OnsetAt).DistinctBy(finding => (finding.AssetId, finding.RuleKey))
                    .ToLookup(finding => finding.AssetId, finding => new Standing(finding.RuleKey, finding.ModeKey, finding.OnsetAt.ToUnixTimeMilliseconds(), finding.Deviation)),
                zones.ToDictionary(site => site.Id, site => TimeZoneInfo.FindSystemTimeZoneById(site.TimeZoneId)));
        }
    }

    private async Task LookAsync(AssetEntry asset, Dictionary<string, Standing> standing, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var now = clock.NowUnixMs;
        var told = new List<Finding>();
        foreach (var limit in ForecastLimit.Of(asset.Template, asset.Overrides).Where(limit => limit.Definition.Trend.Count > 0))
        {
            var steps = new List<TrendStep>();
            foreach (var length in limit.Definition.Trend) steps.Add(await StepAsync(asset, limit, length, zone, cancellationToken).ConfigureAwait(false));
            standing.Remove(TrendJudge.KeyOf(limit.Rule.Key), out var known);
            if (TrendJudge.Judge(asset.Source, limit, steps, known?.OnsetUnixMs, now) is { } finding && IsNew(finding, known)) told.Add(finding);
        }

        // Rules that are switched off or gone carry nothing on.
        told.AddRange(standing.Values.Select(gone => TrendJudge.Gone(asset.Source, gone.RuleKey, gone.ModeKey, gone.OnsetUnixMs, now)));
        if (told.Count > 0) await intake.ApplyAsync(told, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsNew(Finding finding, Standing? known) =>
        finding.Kind != FindingKind.Updated || Math.Abs(finding.Deviation - known!.Days) >= WorthTelling * known.Days;

    private async Task<TrendStep> StepAsync(AssetEntry asset, ForecastLimit limit, TimeSpan length, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var daily = length == Day;
        var today = SiteTime.DateOf(zone, clock.GetUtcNow());
        var lengthMs = (long)length.TotalMilliseconds;
        var last = daily ? today.DayNumber - 1 : (int)(clock.NowUnixMs / lengthMs) - 1;
        var until = daily ? SiteTime.ToUtc(zone, today, 0).ToUnixTimeMilliseconds() : (last + 1) * lengthMs;
        var from = daily ? SiteTime.ToUtc(zone, today.AddDays(-LimitForecaster.HistoryDays), 0).ToUnixTimeMilliseconds() : until - (LimitForecaster.HistoryDays * lengthMs);
        var grid = daily ? WindowGrid.OfLocal(CalendarUnit.Day, zone) : WindowGrid.Every(length);
        var windows = (await series.AggregateAsync(new AggregateQuery { Source = asset.Source, Point = limit.Point.Definition.No, FromUnixMs = from, ToUnixMs = until, Windows = grid }, cancellationToken)
            .ConfigureAwait(false)).Windows;
        return new TrendStep(length, last, until, DailyValue.Of([.. windows.Select(window => (Number(window.StartUnixMs), window.Count, limit.Of(window)))]));

        int Number(long startUnixMs) =>
            daily ? SiteTime.DateOf(zone, DateTimeOffset.FromUnixTimeMilliseconds(startUnixMs)).DayNumber : (int)(startUnixMs / lengthMs);
    }

    private sealed record Standing(string RuleKey, string ModeKey, long OnsetUnixMs, double Days);
}
