using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Overview;

/// <summary>The overview page, cut to the caller's scope. Thread-safe.</summary>
public sealed class OverviewQuery(IDbContextFactory<FacilitiesDb> databases, VisibilityTracker visibility, SiteClock clock)
{
    private const int MaximumActNow = 12;
    private const int MaximumNext = 20;
    private const int MaximumSilent = 10;

    public async Task<OverviewResult> GetAsync(Scope scope, CancellationToken cancellationToken)
    {
        var seen = await visibility.AllAsync(cancellationToken).ConfigureAwait(false);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var now = clock.GetUtcNow();
            var open = await db.FaultsIn(scope).AsNoTracking().Where(fault => fault.OpenFamily != null)
                .Select(fault => new OpenFault(fault.Id, fault.CommunityId, fault.Severity, fault.NextDueAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var overdue = open.Where(fault => fault.NextDueAt < now).ToList();
            var urgent = open.OrderBy(fault => fault.Severity == Severity.P1 ? 0 : 1).ThenBy(fault => fault.NextDueAt ?? DateTimeOffset.MaxValue).ThenBy(fault => fault.Severity)
                .Take(MaximumActNow).ToList();
            var longest = overdue.MinBy(fault => fault.NextDueAt);
            var rows = await RowsAsync(db, [.. urgent.Append(longest).OfType<OpenFault>().Select(fault => fault.Id).Distinct()], now, cancellationToken).ConfigureAwait(false);
            var (next, nextCount) = await NextAsync(db, scope, open, now, cancellationToken).ConfigureAwait(false);
            var month = await MonthAsync(db, scope, now, cancellationToken).ConfigureAwait(false);
            var assets = await db.AssetsIn(scope).Where(asset => asset.InService).Select(asset => new { asset.Id, asset.CommunityId }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var visible = assets.Select(asset => seen.GetValueOrDefault(asset.Id)).OfType<AssetVisibility>().ToList();
            var communities = await db.CommunitiesIn(scope).AsNoTracking().OrderBy(site => site.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            var graded = communities.Select(site => site.Id).ToList();
            var grades = (await db.CommunityGrades.Where(grade => graded.Contains(grade.CommunityId) && !db.CommunityGrades.Any(later => later.CommunityId == grade.CommunityId && later.Month > grade.Month))
                .Select(grade => new { grade.CommunityId, grade.Shown, grade.Granted, grade.Score }).ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(grade => grade.CommunityId);
            return new OverviewResult
            {
                AsOf = now,
                Overdue = overdue.Count,
                LongestOverdue = longest is null ? null : rows.GetValueOrDefault(longest.Id),
                WrongNow = SeverityCounts.Of(open.Select(fault => fault.Severity)),
                ActNow = [.. urgent.Select(fault => rows[fault.Id])],
                Next = next,
                NextCount = nextCount,
                Points = visible.Sum(asset => asset.Points),
                LivePoints = visible.Sum(asset => asset.FreshPoints),
                Silent = await SilentAsync(db, visible, cancellationToken).ConfigureAwait(false),
                Inspections = Counts(month.Select(item => item.State)),
                ClaimsToNotify = await db.ClaimsIn(scope).CountAsync(claim => claim.State == ClaimState.Candidate || claim.State == ClaimState.Checked, cancellationToken).ConfigureAwait(false),
                Communities = [.. communities.Select(site => new CommunityRow(
                    site.Id, site.SiteCode, Names.Of(site.Name, site.NameEn), assets.Count(asset => asset.CommunityId == site.Id),
                    SeverityCounts.Of(open.Where(fault => fault.Community == site.Id).Select(fault => fault.Severity)),
                    overdue.Count(fault => fault.Community == site.Id), Counts(month.Where(item => item.Community == site.Id).Select(item => item.State)),
                    visible.Where(asset => asset.Community == site.Id).Sum(asset => asset.Points), visible.Where(asset => asset.Community == site.Id).Sum(asset => asset.FreshPoints),
                    grades.GetValueOrDefault(site.Id)?.Granted ?? grades.GetValueOrDefault(site.Id)?.Shown, grades.GetValueOrDefault(site.Id)?.Score))],
            };
        }
    }

    private static async Task<Dictionary<FaultId, FaultRow>> RowsAsync(FacilitiesDb db, List<FaultId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var faults = await db.Faults.AsNoTracking().Where(fault => ids.Contains(fault.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return (await FaultRows.BuildAsync(db, faults, now, cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Id);
    }

    private static async Task<(IReadOnlyList<NextItem> Items, int Count)> NextAsync(
        FacilitiesDb db, Scope scope, List<OpenFault> open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now.AddHours(24);
        var faults = open.Where(fault => fault.NextDueAt >= now && fault.NextDueAt < until).OrderBy(fault => fault.NextDueAt).ToList();
        var inspections = db.InspectionsIn(scope).Where(item =>
            (item.State == InspectionState.Planned || item.State == InspectionState.Due) && item.DueAt >= now && item.DueAt < until);
        var claims = db.ClaimsIn(scope).Where(claim =>
            (claim.State == ClaimState.Candidate || claim.State == ClaimState.Checked) && claim.NotifyBy >= now && claim.NotifyBy < until);
        var count = faults.Count + await inspections.CountAsync(cancellationToken).ConfigureAwait(false) + await claims.CountAsync(cancellationToken).ConfigureAwait(false);

        var faultRows = await RowsAsync(db, [.. faults.Take(MaximumNext).Select(fault => fault.Id)], now, cancellationToken).ConfigureAwait(false);
        var inspectionItems = await inspections.AsNoTracking().OrderBy(item => item.DueAt).Take(MaximumNext).ToListAsync(cancellationToken).ConfigureAwait(false);
        var inspectionRows = await InspectionQueries.RowsAsync(db, inspectionItems, cancellationToken).ConfigureAwait(false);
        var due = await claims.AsNoTracking().OrderBy(claim => claim.NotifyBy).Take(MaximumNext).ToListAsync(cancellationToken).ConfigureAwait(false);
        var places = await PlaceLookup.PlacesAsync(db, due.Select(claim => claim.AssetId), cancellationToken).ConfigureAwait(false);
        var items = faultRows.Values.Select(row => new NextItem(row.NextDueAt!.Value, row.Place, row.Id, row.NextLimit, row.Severity))
            .Concat(inspectionRows.Select(row => new NextItem(row.DueAt, row.Place, Inspection: row.Id, InspectionName: row.Name)))
            .Concat(due.Select(claim => new NextItem(claim.NotifyBy, places[claim.AssetId], Claim: claim.Id)));
        return ([.. items.OrderBy(item => item.DueAt).Take(MaximumNext)], count);
    }

    private static async Task<List<(CommunityId Community, InspectionState State)>> MonthAsync(FacilitiesDb db, Scope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(now);
        var first = new DateOnly(today.Year, today.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        var items = await db.InspectionsIn(scope).Where(item => item.DueDate >= first && item.DueDate <= last).Select(item => new { item.CommunityId, item.State })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return items.ConvertAll(item => (item.CommunityId, item.State));
    }

    private static InspectionCounts Counts(IEnumerable<InspectionState> states)
    {
        var by = states.CountBy(state => state).ToDictionary();
        int Of(InspectionState state) => by.GetValueOrDefault(state);
        return new InspectionCounts(
            Of(InspectionState.Done), Of(InspectionState.DoneLate), Of(InspectionState.Missed), Of(InspectionState.Overdue), Of(InspectionState.Due), Of(InspectionState.Planned));
    }

    private static async Task<IReadOnlyList<SilentAsset>> SilentAsync(FacilitiesDb db, List<AssetVisibility> visible, CancellationToken cancellationToken)
    {
        var silent = visible.Where(asset => !asset.IsFresh).OrderBy(asset => asset.LastEventAt ?? DateTimeOffset.MinValue).Take(MaximumSilent).ToList();
        var places = await PlaceLookup.PlacesAsync(db, silent.Select(asset => asset.Asset), cancellationToken).ConfigureAwait(false);
        return [.. silent.Where(asset => places.ContainsKey(asset.Asset)).Select(asset => new SilentAsset(places[asset.Asset], asset.LastEventAt, asset.Points))];
    }

    private sealed record OpenFault(FaultId Id, CommunityId Community, Severity Severity, DateTimeOffset? NextDueAt);
}
