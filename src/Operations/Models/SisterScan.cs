using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Models;

/// <summary>
/// Compares like assets of a community every hour, or of a firm where a community has too few, over each of the last three days (<see cref="SisterComparison"/>): one that stood alone on all of them is told of. Keeps nothing but
/// how far the round has come, so a restart changes nothing; what stands is known from the database. Thread-safe; one run at a time.
/// </summary>
public sealed class SisterScan(
    AssetDirectory directory, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, FindingIntake intake, SiteClock clock, ILogger<SisterScan> logger)
{
    /// <summary>Name of its progress.</summary>
    public const string Run = "sister-scan";

    /// <summary>Firms have smaller numbers.</summary>
    private const int AfterFirms = 1 << 30;

    private const int DayHours = 24;

    /// <summary>Hours of operation that make a day's value.</summary>
    private const int LeastHours = 6;

    /// <summary>Days on which it must stand alone.</summary>
    private const int Days = 3;

    /// <summary>Like assets held in memory at once.</summary>
    private const int MostSisters = 200;

    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MarksLast = TimeSpan.FromDays(365);

    private readonly OneByOne<int> _each = new("The comparison of the sisters of", logger, clock);
    private readonly ModelHoursReader _reader = new(series);
    private readonly Runs _runs = new(databases, writer, clock);

    /// <summary>A share of this hour's round, firm by firm.</summary>
    /// <param name="budget">Time of the machine after which no further firm is begun.</param>
    /// <param name="cancellationToken">Ends it between two firms.</param>
    /// <returns>How many groups of sisters were compared.</returns>
    /// <exception cref="StoreUnavailableException">The store is away; the next firing goes on.</exception>
    public async Task<int> RunAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        var now = ModelHours.HourOf((clock.GetUtcNow() - Grace).ToUnixTimeMilliseconds());
        if (await _runs.ResumeAsync(Run, DateTimeOffset.FromUnixTimeMilliseconds(now * ModelHours.LengthMs) + Grace, cancellationToken).ConfigureAwait(false) is not { } run) return 0;
        var began = TimeProvider.System.GetTimestamp();
        var compared = 0;
        foreach (var (firm, assets) in (await FirmsAsync(cancellationToken).ConfigureAwait(false)).Where(firm => firm.Number > run.Position))
        {
            if (TimeProvider.System.GetElapsedTime(began) >= budget && compared > 0)
            {
                await _runs.SaveAsync(run, cancellationToken).ConfigureAwait(false);
                return compared;
            }

            foreach (var sisters in Groups(assets))
            {
                await _each.TryAsync(firm, async () => run.Changed += await CompareAsync(sisters, now, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                compared++;
            }

            (run.Position, run.Done) = (firm, run.Done + 1);
        }

        run.EndedAt = clock.GetUtcNow();
        await _runs.SaveAsync(run, cancellationToken).ConfigureAwait(false);
        return compared;
    }

    /// <summary>Assets in service by the firm that runs them, by its number; communities without one each by itself, after the firms.</summary>
    private async Task<IReadOnlyList<(int Number, List<AssetEntry> Assets)>> FirmsAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var firms = await db.Communities.Select(site => new { site.Id, site.PropertyFirmId }).ToDictionaryAsync(site => site.Id, site => site.PropertyFirmId, cancellationToken).ConfigureAwait(false);
            var inService = (await db.Assets.Where(asset => asset.InService).Select(asset => asset.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
            return [.. directory.All.Where(asset => asset.Template.Model is not null && inService.Contains(asset.Id))
                .GroupBy(asset => firms.GetValueOrDefault(asset.Community) is { } firm ? firm.Value : AfterFirms + asset.Community.Value).OrderBy(group => group.Key).Select(group => (group.Key, group.ToList()))];
        }
    }

    /// <summary>Of the same type and make; by community where it has enough, what is left over together.</summary>
    private static IEnumerable<AssetEntry[]> Groups(List<AssetEntry> assets)
    {
        foreach (var alike in assets.GroupBy(RoleOf))
        {
            var sites = alike.GroupBy(asset => asset.Community).ToLookup(site => site.Count() >= SisterComparison.LeastSisters);
            var rest = sites[false].SelectMany(site => site).ToList();
            foreach (var group in sites[true].Select(site => site.ToList()).Append(rest))
            {
                foreach (var some in group.Chunk(MostSisters).Where(some => some.Length >= SisterComparison.LeastSisters)) yield return some;
            }
        }
    }

    private static string RoleOf(AssetEntry asset) =>
        asset.TypeKey + "|" + string.Join('|', asset.Template.Model!.Alike.Select(key => asset.Overrides?.Attributes.GetValueOrDefault(key)));

    private async Task<int> CompareAsync(AssetEntry[] sisters, int now, CancellationToken cancellationToken)
    {
        var template = sisters[0].Template;
        var shape = ModelShapes.Of(template, ModelBaseline.Recent)!;
        var days = new double[sisters.Length][][];
        for (var i = 0; i < sisters.Length; i++)
        {
            var rows = (await _reader.ReadAsync(sisters[i], now - (Days * DayHours), now, cancellationToken).ConfigureAwait(false)).Rows(shape);
            days[i] = [.. Enumerable.Range(0, Days).Select(day => Means(shape, [.. rows.Where(row => (now - 1 - row.Hour) / DayHours == day)]))];
        }

        var known = await KnownAsync(sisters, cancellationToken).ConfigureAwait(false);
        var told = new List<Finding>();
        for (var j = 0; j < shape.Signals.Count; j++) Judge(sisters, shape.Signals[j], [.. Enumerable.Range(0, Days).Select(day => days.Select(own => own[day][j]).ToArray())], known, now, told);
        if (told.Count > 0) await intake.ApplyAsync(told, cancellationToken).ConfigureAwait(false);
        return told.Count;
    }

    private static double[] Means(ModelShape shape, ModelRow[] rows) => [.. Enumerable.Range(0, shape.Signals.Count).Select(j =>
    {
        var values = rows.Select(row => row.Signals[j]).Where(double.IsFinite).ToList();
        return values.Count >= LeastHours ? values.Average() : double.NaN;
    })];

    /// <param name="days">The newest first; of each asset.</param>
    private static void Judge(AssetEntry[] sisters, ModelSignal signal, double[][] days, SisterFacts known, int now, List<Finding> told)
    {
        var key = ModelFindings.SisterKeyOf(signal.Point);
        var end = now * ModelHours.LengthMs;
        var views = days.Select(day => SisterComparison.Of([.. day.Where(double.IsFinite)], signal)).ToArray();
        int? Lone(int day) => views[day]?.Lone is { } place ? Enumerable.Range(0, sisters.Length).Where(i => double.IsFinite(days[day][i])).ElementAt(place) : null;
        double Deviation(int i) => views[0]!.Deviations[days[0].Take(i).Count(double.IsFinite)];
        var lone = Lone(0) is { } first && Enumerable.Range(1, Days - 1).All(day => Lone(day) == first) ? first : (int?)null;
        for (var i = 0; i < sisters.Length; i++)
        {
            var stands = known.OnsetOf(sisters[i].Id, key);
            // Without a value of its own, or with too few others, nothing is said either way.
            if (!double.IsFinite(days[0][i]) || views[0] is not { } view) continue;
            if (stands is { } onset && Math.Abs(Deviation(i)) < SisterComparison.In) told.Add(ModelFindings.Gone(sisters[i].Source, key, onset, end));
            else if (stands is null && lone == i && !known.IsMistaken(sisters[i].Id, key))
                told.Add(ModelFindings.Sister(sisters[i].Source, sisters[i].Template, signal.Point, days[0][i], view.Median, Deviation(i), end - (Days * DayHours * ModelHours.LengthMs), end));
        }
    }

    private async Task<SisterFacts> KnownAsync(AssetEntry[] sisters, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await SisterFacts.LoadAsync(db, [.. sisters.Select(asset => asset.Id)], clock.GetUtcNow() - MarksLast, cancellationToken).ConfigureAwait(false);
        }
    }
}
