using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Funds;

/// <summary>
/// Books what the loop and the claims know into the ledger: the premium of terms that began, shared by the communities' assets under them; what a repair's parts cost, as the crew entered
/// them last; what was paid on a claim. Each fact once: it may run as often as it likes. A fact that can't be booked is logged and holds up no other. Once a day everything is looked at,
/// in between what is new. Thread-safe.
/// </summary>
public sealed class LedgerBooking(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ILiveFeed live, SiteClock clock, ILogger<LedgerBooking> logger)
{
    /// <summary>In one run; the rest follows in the next.</summary>
    private const int MostFacts = 500;

    /// <summary>Facts that are asked for together.</summary>
    private const int PerQuestion = 500;

    /// <summary>Lines that may have been in writing, and so out of sight, while later ones were read.</summary>
    private const long LinesBefore = 10_000;

    private static readonly TimeSpan TimeBefore = TimeSpan.FromHours(1);
    private static readonly TimeSpan WholeEvery = TimeSpan.FromHours(24);
    private readonly OneByOne<string> _each = new("The booking of", logger, clock);
    private Reach? _reach;

    /// <summary>Books what isn't booked yet; returns how many entries.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reach = Volatile.Read(ref _reach) is { } known && now >= known.WholeAt && now - known.WholeAt < WholeEvery ? known : new Reach(now, DateTimeOffset.UnixEpoch, 0);
        List<Fact> facts;
        long newest;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            newest = await db.Set<FaultEvent>().OrderByDescending(line => line.Id).Select(line => line.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            facts =
            [
                .. await PremiumsAsync(db, now, cancellationToken).ConfigureAwait(false), .. await PayoutsAsync(db, reach.PaidFrom, now, cancellationToken).ConfigureAwait(false),
                .. await RepairsAsync(db, reach.AfterLine, now, cancellationToken).ConfigureAwait(false),
            ];
        }

        var (booked, done, alone) = (0, 0, _each.LeftAlone().ToHashSet(StringComparer.Ordinal));
        foreach (var fact in facts.Where(fact => !alone.Contains(fact.Key)).Take(MostFacts))
        {
            // A premium's shares together: the first of them tells that the whole is booked.
            var well = await _each.TryAsync(
                fact.Key, async () => booked += await writer.WriteAsync((unit, token) => BookAsync(unit, fact, now, token), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (well) done++;
        }

        // What failed or waits stays within reach.
        if (done == facts.Count) Volatile.Write(ref _reach, new Reach(reach.WholeAt, now - TimeBefore, newest - LinesBefore));
        return booked;
    }

    private async Task<int> BookAsync(WriteUnit unit, Fact fact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (db, added) = (unit.Db, 0);
        var entries = fact.Make().ToList();
        foreach (var entry in entries)
        {
            if (await db.LedgerEntries.AnyAsync(known => known.Fact == entry.Fact, cancellationToken).ConfigureAwait(false)) continue;
            db.LedgerEntries.Add(entry);
            added++;
        }

        // What the crew had entered before is taken back: the newest list of parts stands, also where it cost nothing.
        if (fact.Replaces is { } earlier && (added > 0 || entries.Count == 0))
        {
            var before = await db.LedgerEntries.Where(known => known.Fact != null && known.Fact.StartsWith(earlier) && !db.LedgerEntries.Any(other => other.Reverses == known.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
            db.LedgerEntries.AddRange(before.Select(known => LedgerEntry.Reverse(known, "", Actor.System, SiteDay.Of(now), now)));
            added += before.Count;
        }

        if (added > 0) unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Ledger, 0)));
        return added;
    }

    private static async Task<IReadOnlyList<Fact>> PremiumsAsync(FacilitiesDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var began = await (from policy in db.Policies from terms in policy.Terms where terms.ValidFrom <= now select new { policy.Id, terms.Version, terms.ValidFrom, terms.Premium, policy.EndsAt })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var booked = (await db.LedgerEntries.Where(entry => entry.Kind == LedgerKind.Premium && entry.Fact != null).Select(entry => entry.Fact!).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(WholeOf).ToHashSet(StringComparer.Ordinal);
        var due = began.Where(item => item.Premium > Money.Zero && (item.EndsAt is not { } end || item.ValidFrom < end) && !booked.Contains(PremiumFact(item.Id, item.Version))).Select(item => (item.Id, item.Version)).ToHashSet();
        if (due.Count == 0) return [];
        var ids = due.Select(item => item.Id).Distinct().ToList();
        var policies = await db.Policies.AsNoTracking().Where(policy => ids.Contains(policy.Id)).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        var covered = policies.SelectMany(policy => policy.Assets).Select(item => item.AssetId).Distinct().ToList();
        var sites = await db.Assets.Where(asset => covered.Contains(asset.Id)).Select(asset => new { asset.Id, asset.CommunityId }).ToDictionaryAsync(asset => asset.Id, asset => asset.CommunityId, cancellationToken).ConfigureAwait(false);
        var facts = new List<Fact>();
        foreach (var (policy, terms) in policies.SelectMany(policy => policy.Terms.Where(terms => due.Contains((policy.Id, terms.Version))).Select(terms => (policy, terms))))
        {
            var assets = policy.Assets.Where(asset => (asset.CoveredFrom is null || asset.CoveredFrom <= terms.ValidFrom) && sites.ContainsKey(asset.AssetId)).ToList();
            if (assets.Count == 0) continue;
            var (fact, only) = (PremiumFact(policy.Id, terms.Version), assets.Count == 1 ? assets[0].AssetId : (AssetId?)null);
            var groups = assets.GroupBy(asset => sites[asset.AssetId]).OrderBy(group => group.Key.Value).Select(group => (group.Key, group.Count())).ToList();
            facts.Add(new Fact(fact, () => Shares(terms.Premium, groups).Select(share => LedgerEntry.Book(
                share.Site, only, LedgerKind.Premium, policy.Source, share.Amount, SiteDay.Of(terms.ValidFrom), string.Create(CultureInfo.InvariantCulture, $"{fact}/{share.Site}"), now))));
        }

        return facts;
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

    private static async Task<IReadOnlyList<Fact>> PayoutsAsync(FacilitiesDb db, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var paid = (await db.Claims.AsNoTracking().Where(claim => claim.PaidAt >= from && claim.AgreedAmount != null).OrderBy(claim => claim.Id)
            .Select(claim => new { claim.Id, claim.CommunityId, claim.AssetId, claim.PaidAt, claim.AgreedAmount }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(claim => (Claim: claim, Fact: string.Create(CultureInfo.InvariantCulture, $"payout/{claim.Id}"))).ToList();
        var booked = await BookedAsync(db, paid.Select(item => item.Fact), cancellationToken).ConfigureAwait(false);
        return [.. paid.Where(item => !booked.Contains(item.Fact)).Select(item => new Fact(item.Fact, () =>
            [LedgerEntry.Book(item.Claim.CommunityId, item.Claim.AssetId, LedgerKind.Payout, null, item.Claim.AgreedAmount!.Value, SiteDay.Of(item.Claim.PaidAt!.Value), item.Fact, now)]))];
    }

    private static async Task<IReadOnlyList<Fact>> RepairsAsync(FacilitiesDb db, long after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entered = await (
            from line in db.Set<FaultEvent>().AsNoTracking()
            join fault in db.Faults on line.FaultId equals fault.Id
            where line.Id > after && line.Action == FaultAction.RecordParts
            orderby line.Id
            select new { line.FaultId, line.Sequence, line.At, line.Reason, fault.CommunityId, fault.AssetId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var newest = entered.GroupBy(line => line.FaultId).Select(lines => lines.MaxBy(line => line.Sequence)!)
            .Select(line => (Line: line, IsFree: IsFree(line.Reason), Of: string.Create(CultureInfo.InvariantCulture, $"repair/{line.FaultId}/"))).ToList();
        var booked = await BookedAsync(db, newest.Where(item => !item.IsFree).Select(item => FactOf(item.Of, item.Line.Sequence)), cancellationToken).ConfigureAwait(false);
        // What cost nothing books nothing; it is a fact only while something earlier stands.
        var standing = newest.Exists(item => item.IsFree)
            ? (await db.LedgerEntries.Where(entry => entry.Kind == LedgerKind.Repair && entry.Fact != null && !db.LedgerEntries.Any(other => other.Reverses == entry.Id)).Select(entry => entry.Fact!)
                .ToListAsync(cancellationToken).ConfigureAwait(false)).Select(fact => WholeOf(fact) + '/').ToHashSet(StringComparer.Ordinal)
            : [];
        return [.. newest.Where(item => item.IsFree ? standing.Contains(item.Of) : !booked.Contains(FactOf(item.Of, item.Line.Sequence))).Select(item => new Fact(
            FactOf(item.Of, item.Line.Sequence),
            () => item.IsFree ? [] :
                [LedgerEntry.Book(item.Line.CommunityId, item.Line.AssetId, LedgerKind.Repair, null, CostOf(item.Line.Reason), SiteDay.Of(item.Line.At), FactOf(item.Of, item.Line.Sequence), now)],
            item.Of))];
    }

    private static async Task<HashSet<string>> BookedAsync(FacilitiesDb db, IEnumerable<string> facts, CancellationToken cancellationToken)
    {
        var booked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in facts.Chunk(PerQuestion))
        {
            var asked = some.ToList();
            booked.UnionWith(await db.LedgerEntries.Where(entry => entry.Fact != null && asked.Contains(entry.Fact)).Select(entry => entry.Fact!).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return booked;
    }

    private static string PremiumFact(PolicyId policy, int version) => string.Create(CultureInfo.InvariantCulture, $"premium/{policy}/{version}");

    private static string FactOf(string whole, int number) => string.Create(CultureInfo.InvariantCulture, $"{whole}{number}");

    /// <summary>The fact of which a share was booked.</summary>
    private static string WholeOf(string fact) => fact[..fact.LastIndexOf('/')];

    /// <summary>Said to have cost nothing, or nothing said.</summary>
    private static bool IsFree(CodedText reason) =>
        !reason.Parameters.TryGetValue("cost", out var text) || !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) || yuan == 0;

    private static Money CostOf(CodedText reason) => Money.FromYuan(decimal.Parse(reason.Parameters["cost"], NumberStyles.Number, CultureInfo.InvariantCulture));

    /// <param name="Key">Names it in the log.</param>
    /// <param name="Make">Its entries; may throw.</param>
    /// <param name="Replaces">Entries of facts that begin so are taken back; null: none.</param>
    private sealed record Fact(string Key, Func<IEnumerable<LedgerEntry>> Make, string? Replaces = null);

    /// <summary>From where on to look.</summary>
    /// <param name="WholeAt">When everything was looked at last.</param>
    private sealed record Reach(DateTimeOffset WholeAt, DateTimeOffset PaidFrom, long AfterLine);
}
