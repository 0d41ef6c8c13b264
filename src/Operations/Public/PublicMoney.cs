using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Domain.Funds;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Public;

/// <summary>What was demanded and done, what is insured, and what was spent: the parts of a public page that are counted.</summary>
internal static class PublicMoney
{
    public static async Task<IReadOnlyList<PublicPolicy>> PoliciesAsync(FacilitiesDb db, CommunityId site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var assets = await db.Assets.Where(asset => asset.CommunityId == site).Select(asset => asset.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var policies = await db.Policies.AsNoTracking().Where(policy => policy.Assets.Any(covered => assets.Contains(covered.AssetId)) && policy.Terms.Any(terms => terms.ValidFrom <= now && terms.ValidUntil > now) && (policy.EndsAt == null || policy.EndsAt > now))
            .AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        var names = await PartyLookup.LoadAsync(db, policies.Select(policy => (OrganisationId?)policy.InsurerId), [], cancellationToken).ConfigureAwait(false);
        return [.. policies.OrderBy(policy => policy.ExpiresAt).Select(policy => new PublicPolicy(names.Organisation(policy.InsurerId), policy.Assets.Count(covered => assets.Contains(covered.AssetId)), policy.ExpiresAt, policy.Premium))];
    }

    /// <summary>The running quarter and the one before, from the ledger: what was taken back counts for nothing.</summary>
    public static async Task<IReadOnlyList<PublicSpending>> SpendingAsync(FacilitiesDb db, CommunityId site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var running = Quarter.Of(SiteDay.Of(now));
        var since = running.Previous.From;
        var entries = await db.LedgerEntries.AsNoTracking().Where(entry => entry.CommunityId == site && entry.On >= since && (entry.Kind == LedgerKind.Repair || entry.Kind == LedgerKind.Payout))
            .Select(entry => new { entry.Kind, entry.On, entry.Amount, IsReversal = entry.Reverses != null }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. new[] { running, running.Previous }.Select(quarter =>
        {
            var within = entries.Where(entry => entry.On >= quarter.From && entry.On <= quarter.Until).ToList();
            int Count(LedgerKind kind) => Math.Max(0, within.Where(entry => entry.Kind == kind).Sum(entry => entry.IsReversal ? -1 : 1));
            Money Sum(LedgerKind kind) => within.Where(entry => entry.Kind == kind).Aggregate(Money.Zero, (sum, entry) => sum + entry.Amount);
            return new PublicSpending(quarter.ToString(), Count(LedgerKind.Repair), Sum(LedgerKind.Repair), Count(LedgerKind.Payout), Sum(LedgerKind.Payout));
        })];
    }

    /// <summary>Duties that fell or fall due in the running month, the largest shortfall first.</summary>
    public static async Task<IReadOnlyList<PublicDuty>> DutiesAsync(FacilitiesDb db, CommunityId site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(now);
        var first = new DateOnly(today.Year, today.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        var (lastYear, nextYear) = (first.AddYears(-1), today.AddYears(1));
        var items = db.InspectionItems.AsNoTracking().Where(item => item.CommunityId == site && item.State != InspectionState.Excused);
        var month = await items.Where(item => item.DueDate >= first && item.DueDate <= last)
            .Select(item => new { item.TemplateKey, item.AssetId, item.DueDate, item.State }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var verdicts = (await db.InspectionProofs.Where(proof => proof.CommunityId == site && proof.DueDate >= first && proof.DueDate <= last && proof.Verdict != null).GroupBy(proof => new { proof.TemplateKey, proof.Verdict })
            .Select(group => new { group.Key.TemplateKey, group.Key.Verdict, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(count => count.TemplateKey);
        var done = await items.Where(item => item.DueDate >= lastYear && item.EndedAt != null).GroupBy(item => item.TemplateKey)
            .Select(group => new { group.Key, At = group.Max(item => item.EndedAt) }).ToDictionaryAsync(group => group.Key, group => group.At, cancellationToken).ConfigureAwait(false);
        var next = await items.Where(item => item.DueDate >= today && item.DueDate <= nextYear && (item.State == InspectionState.Planned || item.State == InspectionState.Due)).GroupBy(item => item.TemplateKey)
            .Select(group => new { group.Key, Day = group.Min(item => item.DueDate) }).ToDictionaryAsync(group => group.Key, group => group.Day, cancellationToken).ConfigureAwait(false);
        return [.. month.GroupBy(item => item.TemplateKey).Select(group =>
        {
            int Said(ProofVerdict verdict) => verdicts[group.Key].Where(count => count.Verdict == verdict).Sum(count => count.Count);
            // Due until today, and what was done before its day came.
            var due = group.Where(item => item.State is InspectionState.Done or InspectionState.DoneLate || item.DueDate < today).ToList();
            return new PublicDuty(
                InspectionDuties.NameOf(group.Key), group.Select(item => item.AssetId).Distinct().Count(), due.Count, due.Count(item => item.State is InspectionState.Done or InspectionState.DoneLate), due.Count(item => item.State == InspectionState.Done),
                Said(ProofVerdict.Proven), Said(ProofVerdict.Partly), Said(ProofVerdict.Contradicted), Said(ProofVerdict.NoData), done.GetValueOrDefault(group.Key), next.TryGetValue(group.Key, out var day) ? day : null);
        }).OrderByDescending(duty => duty.Due - duty.Done).ThenByDescending(duty => duty.Contradicted).ThenBy(duty => duty.Name.Zh, StringComparer.Ordinal)];
    }
}
