using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Contracts;
using Facilities.Domain.Grades;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Grades;

/// <summary>Grades as they are shown, cut to the caller's scope. Thread-safe.</summary>
public sealed class GradeQueries(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates, SiteClock clock)
{
    /// <summary>Months shown of a community.</summary>
    public const int MaximumMonths = 36;

    /// <summary>A city's communities.</summary>
    public const int MaximumCommunities = 5_000;

    private readonly CreditReader _credit = new(templates);

    /// <summary>The worst first; what isn't graded comes last.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<IReadOnlyList<GradeRow>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewGrades);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await db.CommunitiesIn(caller.Scope).AsNoTracking().OrderBy(site => site.Id).Take(MaximumCommunities).ToListAsync(cancellationToken).ConfigureAwait(false);
            var rows = await RowsAsync(db, sites, LastQuarter(), cancellationToken).ConfigureAwait(false);
            return [.. rows.OrderBy(row => row.Now is null or { Grade: Grade.NotGraded } ? 1 : 0).ThenBy(row => row.Now?.Grade).ThenBy(row => row.Now?.Score).ThenBy(row => row.SiteCode, StringComparer.Ordinal)];
        }
    }

    /// <summary>By its code in addresses; null: there is none in the scope.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<GradeDetail?> FindAsync(Caller caller, string siteCode, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var community = await db.Communities.Where(site => site.SiteCode == siteCode).Select(site => (CommunityId?)site.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return community is { } known ? await GetAsync(caller, known, cancellationToken).ConfigureAwait(false) : null;
        }
    }

    /// <summary>Null: there is no such community in the scope.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<GradeDetail?> GetAsync(Caller caller, CommunityId community, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewGrades);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.CommunitiesIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(known => known.Id == community, cancellationToken).ConfigureAwait(false) is not { } site) return null;
            var months = await MonthsAsync(db, community, cancellationToken).ConfigureAwait(false);
            var appeals = await db.GradeAppeals.AsNoTracking().Where(appeal => appeal.CommunityId == community).OrderByDescending(appeal => appeal.Month).Take(MaximumMonths).ToListAsync(cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(db, appeals.Select(appeal => appeal.OrganisationId).Append(site.PropertyFirmId), appeals.Select(appeal => appeal.DecidedBy), cancellationToken).ConfigureAwait(false);
            var quarter = LastQuarter();
            var listed = await ListingsAsync(db, [community], quarter, cancellationToken).ConfigureAwait(false);
            var runs = await db.CommunitiesRunBy(caller).AnyAsync(known => known.Id == community, cancellationToken).ConfigureAwait(false);
            return new GradeDetail(
                community, site.SiteCode, Names.Of(site.Name, site.NameEn), parties.Organisation(site.PropertyFirmId), site.Households, months,
                [.. appeals.Select(appeal => new GradeAppealRow(
                    appeal.Id, appeal.Month, appeal.Shown, appeal.State, appeal.Reason, parties.Organisation(appeal.OrganisationId), appeal.RaisedAt, parties.Person(appeal.DecidedBy), appeal.DecidedAt, appeal.Decision, appeal.Granted))],
                await _credit.ReadAsync(db, community, SiteDay.Of(clock.GetUtcNow()).Year, cancellationToken).ConfigureAwait(false), quarter.ToString(), listed.GetValueOrDefault(community), runs && caller.Role == Role.Firm);
        }
    }

    /// <summary>The subdistricts of the caller's scope, the best first; by the newest closed month, or by the running one.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<IReadOnlyList<SubdistrictRank>> RankAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.Supervise);
        var rows = await ListAsync(caller, cancellationToken).ConfigureAwait(false);
        var ranks = rows.GroupBy(row => row.Subdistrict).Select(group =>
        {
            var graded = group.Where(row => row.Now is { UnderAppeal: false, Score: not null }).ToList();
            var weight = graded.Sum(row => (double)row.Assets);
            int Of(Grade grade) => group.Count(row => row.Now is { UnderAppeal: false } now && now.Grade == grade);
            var (red, yellow, blue) = (Of(Grade.Red), Of(Grade.Yellow), Of(Grade.Blue));
            return new SubdistrictRank(group.Key, null, weight == 0 ? null : Math.Round(graded.Sum(row => row.Assets * (double)row.Now!.Score!) / weight, 1), group.Count(), red, yellow, blue, group.Count() - red - yellow - blue);
        }).OrderByDescending(rank => rank.Score ?? -1).ThenBy(rank => rank.Red).ThenBy(rank => rank.Name?.Zh, StringComparer.Ordinal).ToList();
        return [.. ranks.Select(rank => rank with { Place = rank.Score is { } score ? 1 + ranks.Count(other => other.Score > score) : null })];
    }

    /// <summary>The newest first.</summary>
    internal static async Task<IReadOnlyList<GradeMonth>> MonthsAsync(FacilitiesDb db, CommunityId community, CancellationToken cancellationToken)
    {
        var months = await db.CommunityGrades.AsNoTracking().Where(grade => grade.CommunityId == community).OrderByDescending(grade => grade.Month).Take(MaximumMonths).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. months.Select(GradeMonth.Of)];
    }

    private static async Task<List<GradeRow>> RowsAsync(FacilitiesDb db, List<Community> sites, Quarter quarter, CancellationToken cancellationToken)
    {
        var names = await PartyLookup.LoadAsync(db, sites.Select(site => site.SubdistrictId).Distinct(), [], cancellationToken).ConfigureAwait(false);
        var rows = new List<GradeRow>(sites.Count);
        foreach (var some in sites.Chunk(500))
        {
            var ids = some.Select(site => site.Id).ToList();
            var newest = (await db.CommunityGrades.AsNoTracking()
                .Where(grade => ids.Contains(grade.CommunityId) && !db.CommunityGrades.Any(later => later.CommunityId == grade.CommunityId && later.Month > grade.Month)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(grade => grade.CommunityId);
            var closed = (await db.CommunityGrades.AsNoTracking()
                .Where(grade => ids.Contains(grade.CommunityId) && grade.IsClosed && !db.CommunityGrades.Any(later => later.CommunityId == grade.CommunityId && later.IsClosed && later.Month > grade.Month))
                .Select(grade => new { grade.CommunityId, grade.Score, grade.Shown, grade.Granted }).ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(grade => grade.CommunityId);
            var listings = await ListingsAsync(db, ids, quarter, cancellationToken).ConfigureAwait(false);
            rows.AddRange(some.Select(site =>
            {
                var now = newest.GetValueOrDefault(site.Id);
                var last = closed.GetValueOrDefault(site.Id);
                return new GradeRow(
                    site.Id, site.SiteCode, Names.Of(site.Name, site.NameEn), names.Organisation(site.SubdistrictId), now?.Assets ?? 0, now is null ? null : GradeMonth.Of(now), last?.Granted ?? last?.Shown, last?.Score, listings.GetValueOrDefault(site.Id));
            }));
        }

        return rows;
    }

    private static async Task<Dictionary<CommunityId, GradeListing>> ListingsAsync(FacilitiesDb db, List<CommunityId> sites, Quarter quarter, CancellationToken cancellationToken)
    {
        // Two years back: longer than anybody stays listed without being seen.
        var (first, last) = (quarter.From.AddYears(-2), quarter.Until);
        var months = await db.CommunityGrades.AsNoTracking().Where(grade => sites.Contains(grade.CommunityId) && grade.IsClosed && !grade.UnderAppeal && grade.Month >= first && grade.Month <= last)
            .Select(grade => new { grade.CommunityId, grade.Month, grade.Shown, grade.Granted }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return months.GroupBy(grade => grade.CommunityId).ToDictionary(group => group.Key, group => GradeLists.Of(group.ToDictionary(grade => grade.Month, grade => grade.Granted ?? grade.Shown), quarter));
    }

    private Quarter LastQuarter() => Quarter.Of(SiteDay.Of(clock.GetUtcNow())).Previous;
}
