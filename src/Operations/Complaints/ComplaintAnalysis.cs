using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Complaints;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>Quarters of hotline records, from the monthly tables alone: how long it takes depends on communities and months, not on records. Thread-safe.</summary>
public sealed class ComplaintAnalysis(IDbContextFactory<FacilitiesDb> databases)
{
    /// <summary>Communities told one by one.</summary>
    public const int MostSites = 40;

    private const int Months = 24;

    /// <summary>First day of the quarter of a day.</summary>
    public static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    /// <param name="caller">Only communities of his scope. What nobody knows where it is shows to who sees everything. A firm that sees single equipment has no communities to analyse.</param>
    /// <param name="quarter">Any day of it.</param>
    /// <param name="only">Only this community; null: all.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ComplaintQuarter> QuarterAsync(Caller caller, DateOnly quarter, CommunityId? only, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewComplaints);
        var from = QuarterOf(quarter);
        var first = (from.Year * 12) + from.Month - 1;
        var last = first + 2;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await SitesAsync(db, caller, only, cancellationToken).ConfigureAwait(false);
            var months = db.ComplaintMonths.AsNoTracking().Where(item => item.Month > last - Months && item.Month <= last);
            if (sites is not null) months = months.Where(item => sites.Contains(item.CommunityId));
            var counted = await months.GroupBy(item => new { item.Month, item.Topic, item.Subtopic }).Select(group => new Counted(group.Key.Month, group.Key.Topic, group.Key.Subtopic, group.Sum(item => item.Count), group.Sum(item => item.Repeats)))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var bySite = await db.ComplaintMonths.AsNoTracking().Where(item => item.Month >= first && item.Month <= last).Where(item => sites == null || sites.Contains(item.CommunityId))
                .GroupBy(item => item.CommunityId).Select(group => new { Site = group.Key, Count = group.Sum(item => item.Count), Repeats = group.Sum(item => item.Repeats) })
                .OrderByDescending(item => item.Count).ThenBy(item => item.Site).ToListAsync(cancellationToken).ConfigureAwait(false);
            var shown = bySite.Take(MostSites).Select(item => item.Site).ToList();
            var hours = (await db.ComplaintHours.AsNoTracking().Where(item => item.Month >= first && item.Month <= last && shown.Contains(item.CommunityId))
                .GroupBy(item => new { item.CommunityId, item.Hour }).Select(group => new { group.Key.CommunityId, group.Key.Hour, Count = group.Sum(item => item.Count) }).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToLookup(item => item.CommunityId);
            var before = await db.ComplaintMonths.AsNoTracking().Where(item => item.Month >= first - 12 && item.Month <= last - 12 && shown.Contains(item.CommunityId))
                .GroupBy(item => item.CommunityId).Select(group => new { group.Key, Count = group.Sum(item => item.Count) }).ToDictionaryAsync(item => item.Key, item => item.Count, cancellationToken).ConfigureAwait(false);
            var ids = shown.Select(id => new CommunityId(id)).ToList();
            var known = await db.Communities.AsNoTracking().Where(site => ids.Contains(site.Id)).Select(site => new { site.Id, site.Name, site.NameEn, site.Households }).ToDictionaryAsync(site => site.Id.Value, cancellationToken).ConfigureAwait(false);
            return new ComplaintQuarter(
                from,
                Tally(null, null, counted, counted, first),
                [.. counted.GroupBy(item => item.Topic).Select(group => Tally(group.Key, null, [.. group], counted, first)).Where(item => item.Count > 0 || item.YearBefore > 0).OrderByDescending(item => item.Count).ThenBy(item => item.Topic)],
                [.. counted.GroupBy(item => (item.Topic, item.Subtopic)).Select(group => Tally(group.Key.Topic, group.Key.Subtopic, [.. group], counted, first)).Where(item => item.Count > 0).OrderByDescending(item => item.Count).ThenBy(item => item.Subtopic, StringComparer.Ordinal)],
                [.. bySite.Take(MostSites).Select(item =>
                {
                    var named = known.GetValueOrDefault(item.Site);
                    return new ComplaintSiteRow(
                        named?.Id, named is null ? null : Names.Of(named.Name, named.NameEn), named?.Households ?? 0, item.Count, before.GetValueOrDefault(item.Site), item.Repeats,
                        [.. Enumerable.Range(0, 24).Select(hour => hours[item.Site].Where(cell => cell.Hour == hour).Sum(cell => cell.Count))]);
                })],
                bySite.Count,
                [.. Enumerable.Range(last - Months + 1, Months).Select(month => (new DateOnly(month / 12, (month % 12) + 1, 1), counted.Where(item => item.Month == month).Sum(item => item.Count)))]);
        }
    }

    /// <summary>Null: all of them, and those of which nobody knows where.</summary>
    private static async Task<List<int>?> SitesAsync(FacilitiesDb db, Caller caller, CommunityId? only, CancellationToken cancellationToken)
    {
        if (only is null && caller.Scope.Kind == ScopeKind.Everything) return null;
        if (!caller.Scope.IsOfCommunities()) return [];
        var ids = await db.CommunitiesIn(caller.Scope).Where(site => only == null || site.Id == only).Select(site => site.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. ids.Select(id => id.Value)];
    }

    private static ComplaintTally Tally(ComplaintTopic? topic, string? subtopic, IReadOnlyList<Counted> of, IReadOnlyList<Counted> all, int first)
    {
        return new ComplaintTally(topic, subtopic, Sum(of, first), Known(12), Known(6), of.Where(item => item.Month >= first && item.Month <= first + 2).Sum(item => item.Repeats));

        // A quarter of which there are no records at all isn't one without complaints.
        int? Known(int months) => Sum(all, first - months) > 0 ? Sum(of, first - months) : null;
    }

    private static int Sum(IEnumerable<Counted> of, int first) => of.Where(item => item.Month >= first && item.Month <= first + 2).Sum(item => item.Count);

    private sealed record Counted(int Month, ComplaintTopic Topic, string Subtopic, int Count, int Repeats);
}
