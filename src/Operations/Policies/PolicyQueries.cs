using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Policies;

/// <summary>Policies for pages and the API, cut to the caller's scope. Thread-safe.</summary>
public sealed class PolicyQueries(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>A policy is renewed by a vote: this long before, people have to begin.</summary>
    public const int WarningDays = 60;

    /// <summary>Today's date at the sites.</summary>
    public DateOnly Today => SiteDay.Of(clock.GetUtcNow());

    /// <summary>What ends soon first, by its end; then what is in force, to come, and over.</summary>
    /// <param name="state">Only these; null: all.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<PolicyRow>> ListAsync(Caller caller, PolicyState? state, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewClaims);
        var (now, soon) = (clock.GetUtcNow(), clock.GetUtcNow().AddDays(WarningDays));
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var dated = db.PoliciesIn(caller.Scope).Select(policy => new { policy.Id, From = policy.Terms.Min(terms => terms.ValidFrom), Last = policy.Terms.Max(terms => terms.ValidUntil), policy.EndsAt })
                .Select(policy => new { policy.Id, policy.From, Until = policy.EndsAt ?? policy.Last });
            var placed = dated.Select(policy => new { policy.Id, policy.Until, State = policy.Until <= now ? PolicyState.Over : policy.From > now ? PolicyState.Coming : policy.Until <= soon ? PolicyState.ExpiresSoon : PolicyState.InForce });
            if (state is { } wanted) placed = placed.Where(policy => policy.State == wanted);
            var total = await placed.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await placed.OrderBy(policy => policy.State).ThenBy(policy => policy.Until).ThenBy(policy => policy.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).Select(policy => policy.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var policies = await db.Policies.AsNoTracking().Where(policy => page.Contains(policy.Id)).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            var rows = await RowsAsync(db, caller, policies, now, cancellationToken).ConfigureAwait(false);
            return new Rows<PolicyRow>([.. page.Select(id => rows.First(row => row.Id == id))], total);
        }
    }

    /// <summary>One policy; null if there is none in the caller's scope.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<PolicyDetail?> GetAsync(Caller caller, PolicyId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewClaims);
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var policy = await db.PoliciesIn(caller.Scope).AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (policy is null) return null;
            var row = (await RowsAsync(db, caller, [policy], now, cancellationToken).ConfigureAwait(false))[0];
            var claims = await ClaimsAsync(db, caller, [id], cancellationToken).ConfigureAwait(false);
            var seen = await SeenAsync(db, caller, [policy], cancellationToken).ConfigureAwait(false);
            var covered = policy.Assets.Where(item => seen.Contains(item.AssetId)).ToList();
            var places = await PlaceLookup.PlacesAsync(db, covered.Select(item => item.AssetId), cancellationToken).ConfigureAwait(false);
            return new PolicyDetail(
                row,
                [.. policy.Terms.OrderByDescending(terms => terms.Version).Select(terms => TermsRow(policy, terms, [.. claims.Where(claim => claim.TermsVersion == terms.Version)], covered.Count == policy.Assets.Count, now))],
                [.. covered.Select(item => new PolicyAssetRow(places[item.AssetId], item.CoveredFrom)).OrderBy(item => item.Place.SiteCode, StringComparer.Ordinal).ThenBy(item => item.Place.Code, StringComparer.Ordinal)],
                policy.EndsAt,
                Later(SiteDay.Of(policy.ExpiresAt.AddTicks(-1)), SiteDay.Of(now)).AddDays(1),
                await PolicyAccess.MayManageAsync(db, caller, policy, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <param name="whole">The caller sees all that is under the policy: only then it can be told what is left of a limit that all of it shares, and whether there was no claim.</param>
    private static PolicyTermsRow TermsRow(Policy policy, PolicyTerms terms, IReadOnlyList<UnderPolicy> claims, bool whole, DateTimeOffset now)
    {
        var counted = claims.Where(claim => IsAlive(claim.State)).ToList();
        Money Sum(IEnumerable<UnderPolicy> some) => some.Aggregate(Money.Zero, (sum, claim) => sum + (claim.Agreed ?? Money.Zero));
        return new PolicyTermsRow(
            terms.Version, terms.ValidFrom, terms.ValidUntil, terms.Premium, terms.Exclusions, terms.NoClaimBonusPercent,
            [.. terms.Covers.OrderBy(cover => cover.Kind).Select(cover => new CoverRow(
                cover.Kind, cover.EventLimit, cover.AggregateLimit,
                whole && cover.AggregateLimit is { } limit ? Money.Max(Money.Zero, limit - Sum(counted.Where(claim => claim.Cover == cover.Kind))) : null,
                cover.Deductible, cover.WaitingPeriod, cover.NotifyWithin, [.. cover.Benefits.Select(fen => new Money(fen))], cover.MaximumAgeYears))],
            counted.Count, Sum(counted), whole ? NoClaimBonus.Of(policy, terms, [.. claims.Select(claim => claim.State)], now) : null);
    }

    private static async Task<IReadOnlyList<PolicyRow>> RowsAsync(FacilitiesDb db, Caller caller, IReadOnlyList<Policy> policies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parties = await PartyLookup.LoadAsync(db, policies.SelectMany(policy => new OrganisationId?[] { policy.InsurerId, policy.HolderId }), [], cancellationToken).ConfigureAwait(false);
        var claims = (await ClaimsAsync(db, caller, [.. policies.Select(policy => policy.Id)], cancellationToken).ConfigureAwait(false)).Where(claim => IsAlive(claim.State)).ToLookup(claim => claim.Policy);
        var seen = await SeenAsync(db, caller, policies, cancellationToken).ConfigureAwait(false);
        return [.. policies.Select(policy =>
        {
            var terms = policy.TermsAt(now) ?? policy.Terms.MaxBy(item => item.Version)!;
            return new PolicyRow(
                policy.Id, policy.Number, parties.Organisation(policy.InsurerId), parties.Organisation(policy.HolderId), policy.Source, policy.CommitteeCode, policy.Premium, policy.InceptionAt, policy.ExpiresAt,
                StateOf(policy, now), terms.Version, [.. terms.Covers.Select(cover => cover.Kind).Order()], policy.Assets.Count(item => seen.Contains(item.AssetId)),
                claims[policy.Id].Count(), claims[policy.Id].Aggregate(Money.Zero, (sum, claim) => sum + (claim.Agreed ?? Money.Zero)));
        })];
    }

    internal static PolicyState StateOf(Policy policy, DateTimeOffset now) =>
        policy.ExpiresAt <= now ? PolicyState.Over : policy.InceptionAt > now ? PolicyState.Coming : policy.ExpiresAt <= now.AddDays(WarningDays) ? PolicyState.ExpiresSoon : PolicyState.InForce;

    /// <summary>An insurer sees all that it insures, also when it is over; others what they see anyway.</summary>
    private static async Task<HashSet<AssetId>> SeenAsync(FacilitiesDb db, Caller caller, IReadOnlyList<Policy> policies, CancellationToken cancellationToken)
    {
        var covered = policies.SelectMany(policy => policy.Assets).Select(item => item.AssetId).Distinct().ToList();
        if (caller.Scope.Kind is ScopeKind.Insurer or ScopeKind.Everything) return [.. covered];
        return [.. await db.AssetsIn(caller.Scope).Where(asset => covered.Contains(asset.Id)).Select(asset => asset.Id).ToListAsync(cancellationToken).ConfigureAwait(false)];
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static bool IsAlive(ClaimState state) => state is not (ClaimState.Rejected or ClaimState.Withdrawn);

    private static async Task<IReadOnlyList<UnderPolicy>> ClaimsAsync(FacilitiesDb db, Caller caller, IReadOnlyList<PolicyId> policies, CancellationToken cancellationToken) =>
        await db.ClaimsIn(caller.Scope).AsNoTracking().Where(claim => policies.Contains(claim.PolicyId))
            .Select(claim => new UnderPolicy(claim.PolicyId, claim.TermsVersion, claim.Cover, claim.State, claim.AgreedAmount)).ToListAsync(cancellationToken).ConfigureAwait(false);

    private sealed record UnderPolicy(PolicyId Policy, int? TermsVersion, CoverKind Cover, ClaimState State, Money? Agreed);
}
