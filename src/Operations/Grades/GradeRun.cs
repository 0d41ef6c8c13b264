using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Audit;
using Facilities.Domain.Grades;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Grades;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Grades;

/// <summary>
/// Grades communities: the running month every hour, a month that is over once and for all. First each community is read by itself, within a budget and in any order; when all
/// are, districts are settled. What is left waits for the next run; a closed month is never touched again. Thread-safe.
/// </summary>
public sealed class GradeRun(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ILiveFeed live, SiteClock clock, ILogger<GradeRun> logger)
{
    /// <summary>How old the running month's grade may get.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>The same while there is none: a new site has its first as soon as enough was seen.</summary>
    public static readonly TimeSpan UngradedAge = TimeSpan.FromMinutes(5);

    private const int PerTransaction = 25;

    private readonly OneByOne<CommunityId> _each = new("The grade of community", logger, clock);

    /// <param name="most">Communities at most.</param>
    /// <param name="budget">Time of the machine after which no further community is begun.</param>
    /// <param name="cancellationToken">Ends it between two communities.</param>
    /// <returns>How many were read.</returns>
    public async Task<int> RunAsync(int most, TimeSpan budget, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var read = 0;
        var due = await DueAsync(cancellationToken).ConfigureAwait(false);
        foreach (var some in due.Take(most).Chunk(PerTransaction))
        {
            var own = new List<(GradeWindow Window, CommunityId Site, OwnScore Own, double? Coverage)>();
            foreach (var (site, window) in some)
            {
                if (TimeProvider.System.GetElapsedTime(began) >= budget) break;
                await _each.TryAsync(site.Id, async () => own.Add(await ReadAsync(site, window, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
            }

            if (own.Count > 0) await writer.WriteAsync((unit, token) => KeepAsync(unit.Db, own, token), cancellationToken).ConfigureAwait(false);
            read += own.Count;
            if (TimeProvider.System.GetElapsedTime(began) >= budget) return read;
        }

        if (due.Count <= most) await SettleAsync(cancellationToken).ConfigureAwait(false);
        return read;
    }

    /// <summary>What is to be read: months that are over first.</summary>
    private async Task<IReadOnlyList<(Community Site, GradeWindow Window)>> DueAsync(CancellationToken cancellationToken)
    {
        var (now, failed) = (clock.GetUtcNow(), _each.LeftAlone());
        var running = GradeWindow.Running(now);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await db.Communities.AsNoTracking().Where(site => !failed.Contains(site.Id)).OrderBy(site => site.Id).ToDictionaryAsync(site => site.Id, cancellationToken).ConfigureAwait(false);
            var open = await db.CommunityGrades.AsNoTracking().Where(grade => !grade.IsClosed)
                .Select(grade => new { grade.CommunityId, grade.Month, grade.AsOf, grade.OwnPoints }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var over = open.Where(grade => grade.Month < running.Month && sites.ContainsKey(grade.CommunityId)).OrderBy(grade => grade.Month).ThenBy(grade => grade.CommunityId.Value)
                .Select(grade => (Site: sites[grade.CommunityId], Window: GradeWindow.Closed(grade.Month), grade.AsOf)).Where(item => item.AsOf < item.Window.To);
            var fresh = open.Where(grade => grade.Month == running.Month && now - grade.AsOf < (grade.OwnPoints is null ? UngradedAge : Age)).Select(grade => grade.CommunityId).ToHashSet();
            return [.. over.Select(item => (item.Site, item.Window)), .. sites.Values.Where(site => !fresh.Contains(site.Id)).Select(site => (site, running))];
        }
    }

    private async Task<(GradeWindow Window, CommunityId Site, OwnScore Own, double? Coverage)> ReadAsync(Community site, GradeWindow window, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var facts = await GradeFactsReader.ReadAsync(db, site, window, cancellationToken).ConfigureAwait(false);
            return (window, site.Id, GradeScore.Own(facts), facts.Coverage);
        }
    }

    private static async Task KeepAsync(FacilitiesDb db, List<(GradeWindow Window, CommunityId Site, OwnScore Own, double? Coverage)> own, CancellationToken cancellationToken)
    {
        foreach (var (window, site, score, coverage) in own)
        {
            var row = await db.CommunityGrades.FirstOrDefaultAsync(grade => grade.CommunityId == site && grade.Month == window.Month, cancellationToken).ConfigureAwait(false);
            // Another process was quicker.
            if (row is { IsClosed: true } || row?.AsOf > window.To) continue;
            if (row is null) db.CommunityGrades.Add(row = new CommunityGrade { CommunityId = site, Month = window.Month });
            (row.AsOf, row.Assets, row.OwnPoints, row.Coverage, row.IsSettled) = (window.To, score.Assets, score.Points, coverage, false);
            row.OwnReasons = [.. score.Reasons.Select(StoredGradeReason.Of)];
            row.OwnVetoes = [.. score.Vetoes.Select(StoredGradeReason.Of)];
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DateOnly> months;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            months = await db.CommunityGrades.Where(grade => !grade.IsSettled).Select(grade => grade.Month).Distinct().OrderBy(month => month).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        // The earlier month first: the later one goes on from it.
        foreach (var month in months) await writer.WriteAsync((unit, token) => SettleAsync(unit, month, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task SettleAsync(WriteUnit unit, DateOnly month, CancellationToken cancellationToken)
    {
        var (db, now) = (unit.Db, clock.GetUtcNow());
        var rows = await db.CommunityGrades.Where(grade => grade.Month == month && !grade.IsSettled).OrderBy(grade => grade.CommunityId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var districts = await db.Communities.Select(site => new { site.Id, site.DistrictId }).ToDictionaryAsync(site => site.Id, site => site.DistrictId, cancellationToken).ConfigureAwait(false);
        var all = (await db.CommunityGrades.Where(grade => grade.Month == month && grade.OwnPoints != null).Select(grade => new { grade.CommunityId, grade.OwnPoints, grade.Assets }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(grade => districts[grade.CommunityId]);
        var before = (await db.CommunityGrades.AsNoTracking().Where(grade => grade.IsClosed && grade.Month < month && db.CommunityGrades.Any(due => due.CommunityId == grade.CommunityId && due.Month == month && !due.IsSettled))
            .Select(grade => new { grade.CommunityId, grade.Month, grade.Own, grade.Shown, grade.Granted }).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(grade => grade.CommunityId);
        var isOver = month < GradeWindow.MonthOf(SiteDay.Of(now));
        foreach (var row in rows)
        {
            // Over, but not read since: the next run reads it first.
            if (isOver && row.AsOf < GradeWindow.Closed(month).To) continue;
            var peers = GradeScore.Peers(all[districts[row.CommunityId]].Where(grade => grade.CommunityId != row.CommunityId).Select(grade => (grade.OwnPoints!.Value, grade.Assets)));
            row.Settle(peers, isOver, [.. before[row.CommunityId].Select(grade => (grade.Month, CommunityGrade.OwnOf(grade.Own, grade.Granted), grade.Granted ?? grade.Shown))]);
            if (isOver)
            {
                unit.Audit(new AuditDraft(now, "grade", GradeAudit.Subject(row.CommunityId, month), "Close", Role.System, null,
                    CodedText.Of(GradeAudit.Closed, ("community", row.CommunityId), ("month", month), ("score", row.Score), ("grade", row.Shown)), null));
            }

            var site = row.CommunityId;
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Site, site.Value)));
        }
    }
}
