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
    /// <summary>More people than this aren't told one by one.</summary>
    private const int MostTold = 20;

    /// <summary>More don't end in two months; the rest follows in the next run.</summary>
    private const int MostPolicies = 1_000;

    /// <summary>Days before the end; 0: it is over.</summary>
    private static readonly int[] Steps = [0, 7, 30, PolicyQueries.WarningDays];

    /// <summary>What has been over for longer isn't news any more.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(7);

    /// <summary>Tells what hasn't been told; returns of how many policies.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (oldest, latest) = (now - NewsFor, now.AddDays(PolicyQueries.WarningDays));
        List<Policy> ending;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var policies = await db.Policies.AsNoTracking()
                .Where(policy => policy.EndsAt != null ? policy.EndsAt > oldest && policy.EndsAt <= latest : policy.Terms.Max(terms => terms.ValidUntil) > oldest && policy.Terms.Max(terms => terms.ValidUntil) <= latest)
                .OrderBy(policy => policy.Id).Take(MostPolicies).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            var causes = policies.Select(policy => CauseOf(policy, now)).ToList();
            var told = (await db.Notices.Where(notice => notice.Kind == NoticeKind.PolicyExpires && causes.Contains(notice.Cause)).Select(notice => notice.Cause).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            ending = [.. policies.Where(policy => !told.Contains(CauseOf(policy, now)))];
        }

        var count = 0;
        foreach (var policy in ending) count += await writer.WriteAsync((unit, token) => TellAsync(unit, policy, now, token), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return count;
    }

    private static int StepOf(Policy policy, DateTimeOffset now) => Steps.First(days => policy.ExpiresAt - now <= TimeSpan.FromDays(days) || days == Steps[^1]);

    private static string CauseOf(Policy policy, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"policy/{policy.Id}/{policy.ExpiresAt.ToUnixTimeMilliseconds()}/{StepOf(policy, now)}");

    private static async Task<bool> TellAsync(WriteUnit unit, Policy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (db, cause, covered) = (unit.Db, CauseOf(policy, now), policy.Assets.Select(item => item.AssetId).ToList());
        if (await db.Notices.AnyAsync(notice => notice.Cause == cause, cancellationToken).ConfigureAwait(false)) return false;
        var sites = await db.Communities.Where(site => db.Assets.Any(asset => covered.Contains(asset.Id) && asset.CommunityId == site.Id)).OrderBy(site => site.Id)
            .Select(site => new { site.Id, site.PropertyFirmId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var firms = sites.Select(site => site.PropertyFirmId).OfType<OrganisationId>().Append(policy.HolderId).Distinct().ToList();
        var people = await db.Users.Working()
            .Where(user => user.OrganisationId != null && (((user.Role == Role.Firm || user.Role == Role.FirmAdmin) && firms.Contains(user.OrganisationId.Value)) || (user.Role == Role.Insurer && user.OrganisationId == policy.InsurerId)))
            .OrderBy(user => user.Id).Select(user => user.Id).Take(MostTold).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (sites.Count == 0 || people.Count == 0) return false;
        unit.Tell(new Notice
        {
            CommunityId = sites[0].Id,
            Kind = NoticeKind.PolicyExpires,
            Step = StepOf(policy, now),
            Audience = NoticeAudience.None,
            Recipients = people.Aggregate(UserSet.Empty, (all, id) => all.With(new UserId(id))),
            Cause = cause,
            Detail = CodedText.Of("policy.expires", ("number", policy.Number), ("policy", policy.Id), ("until", SiteDay.Of(policy.ExpiresAt.AddTicks(-1))), ("over", policy.ExpiresAt <= now)),
            CreatedAt = now,
        });
        return true;
    }
}
