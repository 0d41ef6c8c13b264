using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Funds;

/// <summary>
/// Books what the loop and the claims know into the ledger: the premium of terms that began, shared by the communities' assets under them; what a repair's parts cost, as the crew entered
/// them last; what was paid on a claim. Each fact once: it may run as often as it likes. Thread-safe.
/// </summary>
public sealed class LedgerBooking(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>In one run; the rest follows in the next.</summary>
    private const int MostFacts = 500;

    /// <summary>Books what isn't booked yet; returns how many entries.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<LedgerEntry> facts;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            facts = [.. await PremiumsAsync(db, now, cancellationToken).ConfigureAwait(false), .. await PayoutsAsync(db, now, cancellationToken).ConfigureAwait(false), .. await RepairsAsync(db, now, cancellationToken).ConfigureAwait(false)];
        }

        var booked = 0;
        // A premium's shares together: the first of them tells that the whole is booked.
        foreach (var some in facts.GroupBy(entry => entry.Kind == LedgerKind.Premium ? WholeOf(entry.Fact!) : entry.Fact!).Take(MostFacts))
        {
            booked += await writer.WriteAsync(async (unit, token) =>
            {
                var added = 0;
                foreach (var entry in some) added += await AddAsync(unit.Db, entry, now, token).ConfigureAwait(false);
                return added;
            }, cancellationToken).ConfigureAwait(false);
        }

        return booked;
    }

    private static async Task<int> AddAsync(FacilitiesDb db, LedgerEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.LedgerEntries.AnyAsync(known => known.Fact == entry.Fact, cancellationToken).ConfigureAwait(false)) return 0;
        var added = 1;
        if (entry.Kind == LedgerKind.Repair)
        {
            // What the crew had entered before is taken back: the newest list of parts stands.
            var fault = WholeOf(entry.Fact!) + '/';
            var before = await db.LedgerEntries.Where(known => known.Fact != null && known.Fact.StartsWith(fault) && !db.LedgerEntries.Any(other => other.Reverses == known.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var known in before)
            {
                db.LedgerEntries.Add(LedgerEntry.Reverse(known, "", Actor.System, SiteDay.Of(now), now));
                added++;
            }
        }

        db.LedgerEntries.Add(entry);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return added;
    }

    private static async Task<IEnumerable<LedgerEntry>> PremiumsAsync(FacilitiesDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var policies = await db.Policies.AsNoTracking().Where(policy => policy.Terms.Any(terms => terms.ValidFrom <= now)).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        var booked = (await db.LedgerEntries.Where(entry => entry.Kind == LedgerKind.Premium && entry.Fact != null).Select(entry => entry.Fact!).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(WholeOf).ToHashSet(StringComparer.Ordinal);
        var due = policies.SelectMany(policy => policy.Terms.Select(terms => (Policy: policy, Terms: terms, Fact: string.Create(CultureInfo.InvariantCulture, $"premium/{policy.Id}/{terms.Version}"))))
            .Where(item => item.Terms.Premium > Money.Zero && item.Terms.ValidFrom <= now && (item.Policy.EndsAt is not { } end || item.Terms.ValidFrom < end) && !booked.Contains(item.Fact)).ToList();
        var covered = due.SelectMany(item => item.Policy.Assets).Select(item => item.AssetId).Distinct().ToList();
        var sites = await db.Assets.Where(asset => covered.Contains(asset.Id)).Select(asset => new { asset.Id, asset.CommunityId }).ToDictionaryAsync(asset => asset.Id, asset => asset.CommunityId, cancellationToken).ConfigureAwait(false);
        return due.SelectMany(item =>
        {
            var assets = item.Policy.Assets.Where(asset => (asset.CoveredFrom is null || asset.CoveredFrom <= item.Terms.ValidFrom) && sites.ContainsKey(asset.AssetId)).ToList();
            return Shares(item.Terms.Premium, [.. assets.GroupBy(asset => sites[asset.AssetId]).OrderBy(group => group.Key.Value).Select(group => (group.Key, group.Count()))])
                .Select(share => LedgerEntry.Book(share.Site, assets.Count == 1 ? assets[0].AssetId : null, LedgerKind.Premium, item.Policy.Source, share.Amount, SiteDay.Of(item.Terms.ValidFrom),
                    string.Create(CultureInfo.InvariantCulture, $"{item.Fact}/{share.Site}"), now));
        });
    }

    /// <summary>By the number of assets, to the fen: what doesn't divide goes to the first.</summary>
    private static IEnumerable<(CommunityId Site, Money Amount)> Shares(Money premium, IReadOnlyList<(CommunityId Site, int Assets)> groups)
    {
        var all = groups.Sum(group => group.Assets);
        if (all == 0) return [];
        var shares = groups.Select(group => (group.Site, Amount: new Money((long)((decimal)premium.Fen * group.Assets / all)))).ToList();
        shares[0] = (shares[0].Site, shares[0].Amount + (premium - shares.Aggregate(Money.Zero, (sum, share) => sum + share.Amount)));
        return shares.Where(share => share.Amount > Money.Zero);
    }

    private static async Task<IEnumerable<LedgerEntry>> PayoutsAsync(FacilitiesDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var paid = await db.Claims.AsNoTracking().Where(claim => claim.PaidAt != null && claim.AgreedAmount != null).OrderBy(claim => claim.Id)
            .Select(claim => new { claim.Id, claim.CommunityId, claim.AssetId, claim.PaidAt, claim.AgreedAmount }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var booked = (await db.LedgerEntries.Where(entry => entry.Kind == LedgerKind.Payout && entry.Fact != null).Select(entry => entry.Fact!).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        return paid.Select(claim => (Claim: claim, Fact: string.Create(CultureInfo.InvariantCulture, $"payout/{claim.Id}"))).Where(item => !booked.Contains(item.Fact)).Take(MostFacts)
            .Select(item => LedgerEntry.Book(item.Claim.CommunityId, item.Claim.AssetId, LedgerKind.Payout, null, item.Claim.AgreedAmount!.Value, SiteDay.Of(item.Claim.PaidAt!.Value), item.Fact, now));
    }

    private static async Task<IEnumerable<LedgerEntry>> RepairsAsync(FacilitiesDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entered = await (
            from line in db.Set<FaultEvent>().AsNoTracking()
            join fault in db.Faults on line.FaultId equals fault.Id
            where line.Action == FaultAction.RecordParts
            select new { line.FaultId, line.Sequence, line.At, line.Reason, fault.CommunityId, fault.AssetId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var booked = (await db.LedgerEntries.Where(entry => entry.Kind == LedgerKind.Repair && entry.Fact != null).Select(entry => entry.Fact!).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        return entered.GroupBy(line => line.FaultId).Select(lines => lines.MaxBy(line => line.Sequence)!)
            .Select(line => (Line: line, Cost: CostOf(line.Reason), Fact: string.Create(CultureInfo.InvariantCulture, $"repair/{line.FaultId}/{line.Sequence}")))
            .Where(item => item.Cost > Money.Zero && item.Cost <= LedgerEntry.Largest && !booked.Contains(item.Fact)).Take(MostFacts)
            .Select(item => LedgerEntry.Book(item.Line.CommunityId, item.Line.AssetId, LedgerKind.Repair, null, item.Cost, SiteDay.Of(item.Line.At), item.Fact, now));
    }

    /// <summary>The fact of which a share was booked.</summary>
    private static string WholeOf(string fact) => fact[..fact.LastIndexOf('/')];

    private static Money CostOf(CodedText reason) =>
        reason.Parameters.TryGetValue("cost", out var text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) ? Money.FromYuan(yuan) : Money.Zero;
}
