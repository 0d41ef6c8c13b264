using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Policies;

/// <summary>
/// Tells of policies that end 60, 30 and 7 days ahead and once they are over, each once: whoever manages at the holder and at the firms that run the communities, and the insurer. A
/// renewal, which moves the end, ends it. Run it as often as you like. Thread-safe.
/// </summary>
public sealed class PolicyWarnings(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>Told of in one run; the rest follows in the next.</summary>
    private const int MostPolicies = 1_000;

    /// <summary>Looked at together.</summary>
    private const int Page = 500;

    /// <summary>Days before the end; 0: it is over.</summary>
    private static readonly int[] Steps = [0, 7, 30, PolicyQueries.WarningDays];

    /// <summary>What has been over for longer isn't news any more.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(7);

    /// <summary>Tells what hasn't been told; returns of how many policies.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<Policy> ending;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) ending = await UntoldAsync(db, now, cancellationToken).ConfigureAwait(false);

        var count = 0;
        foreach (var policy in ending) count += await writer.WriteAsync((unit, token) => TellAsync(unit, policy, now, token), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return count;
    }

    /// <summary>Page by page: what was told, and what there is nobody for, takes no room.</summary>
    private static async Task<List<Policy>> UntoldAsync(FacilitiesDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (oldest, latest, found) = (now - NewsFor, now.AddDays(PolicyQueries.WarningDays), new List<Policy>());
        for (var at = 0; found.Count < MostPolicies; at += Page)
        {
            var page = await db.Policies.AsNoTracking()
                .Where(policy => policy.EndsAt != null ? policy.EndsAt > oldest && policy.EndsAt <= latest : policy.Terms.Max(terms => terms.ValidUntil) > oldest && policy.Terms.Max(terms => terms.ValidUntil) <= latest)
                .OrderBy(policy => policy.Id).Skip(at).Take(Page).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            var causes = page.Select(policy => CauseOf(policy, now)).ToList();
            var told = (await db.Notices.Where(notice => causes.Contains(notice.Cause)).Select(notice => notice.Cause).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            foreach (var policy in page.Where(policy => !told.Contains(CauseOf(policy, now))))
            {
                if (found.Count < MostPolicies && (await ToldAsync(db, policy, cancellationToken).ConfigureAwait(false)).People.Count > 0) found.Add(policy);
            }

            if (page.Count < Page) break;
        }

        return found;
    }

    /// <summary>The first community under it, and who is told: of the holder, of each firm that runs one, and of the insurer by itself.</summary>
    private static async Task<(CommunityId? Site, UserSet People)> ToldAsync(FacilitiesDb db, Policy policy, CancellationToken cancellationToken)
    {
        var covered = policy.Assets.Select(item => item.AssetId).ToList();
        var sites = await db.Communities.Where(site => db.Assets.Any(asset => covered.Contains(asset.Id) && asset.CommunityId == site.Id)).OrderBy(site => site.Id)
            .Select(site => new { site.Id, site.PropertyFirmId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (sites.Count == 0) return (null, UserSet.Empty);
        var firms = await PeopleTold.OfAsync(db, sites.Select(site => site.PropertyFirmId).OfType<OrganisationId>().Prepend(policy.HolderId), [Role.Firm, Role.FirmAdmin], cancellationToken).ConfigureAwait(false);
        var insurer = await PeopleTold.OfAsync(db, [policy.InsurerId], [Role.Insurer], cancellationToken).ConfigureAwait(false);
        return (sites[0].Id, insurer.Aggregate(firms, (all, id) => all.With(id)));
    }

    private static int StepOf(Policy policy, DateTimeOffset now) => Steps.First(days => policy.ExpiresAt - now <= TimeSpan.FromDays(days) || days == Steps[^1]);

    private static string CauseOf(Policy policy, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"policy/{policy.Id}/{policy.ExpiresAt.ToUnixTimeMilliseconds()}/{StepOf(policy, now)}");

    private static async Task<bool> TellAsync(WriteUnit unit, Policy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (db, cause) = (unit.Db, CauseOf(policy, now));
        if (await db.Notices.AnyAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false)) return false;
        var (site, people) = await ToldAsync(db, policy, cancellationToken).ConfigureAwait(false);
        if (site is not { } community || people.Count == 0) return false;
        unit.Tell(new Notice
        {
            CommunityId = community,
            Kind = NoticeKind.PolicyExpires,
            Step = StepOf(policy, now),
            Audience = NoticeAudience.None,
            Recipients = people,
            Cause = cause,
            Detail = CodedText.Of("policy.expires", ("number", policy.Number), ("policy", policy.Id), ("until", SiteDay.Of(policy.ExpiresAt.AddTicks(-1))), ("over", policy.ExpiresAt <= now)),
            CreatedAt = now,
        });
        return true;
    }
}
