using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Policies;

/// <summary>
/// Records policies, renews and changes them by a new version of terms, takes assets into the group and ends them ahead of time. Nothing is ever changed backwards; each step is in
/// the audit chain. Thread-safe.
/// </summary>
public sealed class PolicyBook(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <summary>A city's lifts under one policy are recorded in parts.</summary>
    public const int MostAssets = 2_000;

    /// <summary>Records a policy with its first terms. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, not the caller's assets, the number is taken, or the domain refused; nothing has changed then.</exception>
    public async Task<PolicyId> RecordAsync(Caller caller, string key, PolicyDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(caller.Actor, Right.ManagePolicies);
        return await writer.WriteAsync(async (unit, token) =>
        {
            const string Command = "policy/record";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, Command, token).ConfigureAwait(false) is { } known) return new PolicyId(int.Parse(known, CultureInfo.InvariantCulture));
            var (now, number) = (clock.GetUtcNow(), draft.Number.Trim());
            if (number.Length is 0 or > Policy.MaximumNumber) throw new RuleViolation(RuleCodes.PolicyNumber, ("maximum", Policy.MaximumNumber));
            if (await unit.Db.Policies.AnyAsync(policy => policy.Number == number, token).ConfigureAwait(false)) throw new RuleViolation(RuleCodes.PolicyNumberTaken, ("number", number));
            var assets = await AssetsAsync(unit.Db, caller, draft.Assets, token).ConfigureAwait(false);
            if (!await unit.Db.Organisations.AnyAsync(item => item.Id == draft.Insurer && item.Kind == OrganisationKind.Insurer, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.NotFound, ("kind", "insurer"), ("id", draft.Insurer));
            var holder = await HolderAsync(unit.Db, assets, draft.Holder, token).ConfigureAwait(false);
            var terms = draft.Terms.ToTerms(1, SiteDay.Of(now));
            var policy = new Policy(number, draft.Insurer, holder, assets, terms, draft.Terms.Premium, draft.Source, draft.CommitteeCode?.Trim());
            unit.Db.Policies.Add(policy);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Record(unit, caller, policy, terms, "Record", now);
            CommandLog.Add(unit.Db, caller.Actor, key, Command, policy.Id.ToString(), now);
            return policy.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>New terms from a day that is still to come: a renewal, or a change of what was agreed. The same key twice changes nothing.</summary>
    /// <returns>Their version.</returns>
    /// <exception cref="RuleViolation">As <see cref="RecordAsync"/>, and when they would begin in the past.</exception>
    public Task<int> ChangeTermsAsync(Caller caller, string key, PolicyId id, TermsDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return ChangeAsync(caller, key, id, "terms", (policy, now, _, _) =>
        {
            var version = policy.Terms.Max(known => known.Version) + 1;
            var terms = draft.ToTerms(version, SiteDay.Of(now));
            policy.ChangeTerms(terms, caller.Actor, now);
            return Task.FromResult((version, "ChangeTerms", (PolicyTerms?)terms));
        }, cancellationToken);
    }

    /// <summary>Takes more assets into the group from now on. The same key twice changes nothing.</summary>
    /// <returns>How many are under it now.</returns>
    /// <exception cref="RuleViolation">As <see cref="RecordAsync"/>.</exception>
    public Task<int> IncludeAsync(Caller caller, string key, PolicyId id, IReadOnlyList<AssetId> assets, CancellationToken cancellationToken) =>
        ChangeAsync(caller, key, id, "assets", async (policy, now, db, token) =>
        {
            policy.Include(await AssetsAsync(db, caller, assets, token).ConfigureAwait(false), caller.Actor, now);
            if (policy.Assets.Count > MostAssets) throw new RuleViolation(RuleCodes.PolicyAssets, ("maximum", MostAssets));
            return (policy.Assets.Count, "Include", (PolicyTerms?)null);
        }, cancellationToken);

    /// <summary>Ends a policy before its terms do. The same key twice changes nothing.</summary>
    /// <param name="lastDay">The last day with cover; today or later.</param>
    /// <exception cref="RuleViolation">As <see cref="RecordAsync"/>, and when it has ended by then.</exception>
    public Task EndAsync(Caller caller, string key, PolicyId id, DateOnly lastDay, CancellationToken cancellationToken) =>
        ChangeAsync(caller, key, id, "end", (policy, now, _, _) =>
        {
            policy.End(SiteDay.Start(lastDay.AddDays(1)), caller.Actor, now);
            return Task.FromResult((0, "End", (PolicyTerms?)null));
        }, cancellationToken);

    /// <summary>What the caller may record a policy of; nothing without the right.</summary>
    public async Task<PolicyChoices> ChoicesAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RoleRights.Has(caller.Role, Right.ManagePolicies)) return new PolicyChoices([], [], []);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var assets = await (
                from asset in PolicyAccess.Insurable(db, caller)
                join site in db.Communities on asset.CommunityId equals site.Id
                orderby site.Name, asset.TypeKey, asset.Code
                select new { asset.Id, asset.Name, asset.NameEn, asset.TypeKey, Site = site.Name, SiteEn = site.NameEn }).Take(MostAssets).ToListAsync(cancellationToken).ConfigureAwait(false);
            var sites = await db.CommunitiesRunBy(caller).Select(site => new { site.PropertyFirmId, site.OwnersCommitteeId }).Distinct().Take(MostAssets).ToListAsync(cancellationToken).ConfigureAwait(false);
            var holders = sites.SelectMany(site => new[] { site.PropertyFirmId, site.OwnersCommitteeId }).OfType<OrganisationId>().Distinct().ToList();
            var organisations = await db.Organisations.AsNoTracking().Where(item => item.Kind == OrganisationKind.Insurer || holders.Contains(item.Id)).OrderBy(item => item.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new PolicyChoices(
                [.. organisations.Where(item => item.Kind == OrganisationKind.Insurer).Select(item => (item.Id, Names.Of(item.Name, item.NameEn)))],
                [.. organisations.Where(item => item.Kind != OrganisationKind.Insurer).Select(item => (item.Id, Names.Of(item.Name, item.NameEn)))],
                [.. assets.Select(asset => (asset.Id, Names.Of(asset.Site, asset.SiteEn), asset.TypeKey, Names.Of(asset.Name, asset.NameEn)))]);
        }
    }

    private async Task<int> ChangeAsync(
        Caller caller, string key, PolicyId id, string what, Func<Policy, DateTimeOffset, FacilitiesDb, CancellationToken, Task<(int Answer, string Action, PolicyTerms? Terms)>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManagePolicies);
        return await writer.WriteAsync(async (unit, token) =>
        {
            var command = $"policy/{id}/{what}";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, command, token).ConfigureAwait(false) is { } known) return int.Parse(known, CultureInfo.InvariantCulture);
            var now = clock.GetUtcNow();
            var policy = await unit.Db.PoliciesIn(caller.Scope).AsSplitQuery().FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false);
            if (policy is null || !await PolicyAccess.MayManageAsync(unit.Db, caller, policy, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "policy"), ("id", id));
            var (answer, action, terms) = await change(policy, now, unit.Db, token).ConfigureAwait(false);
            Record(unit, caller, policy, terms, action, now);
            CommandLog.Add(unit.Db, caller.Actor, key, command, answer.ToString(CultureInfo.InvariantCulture), now);
            return answer;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<AssetId>> AssetsAsync(FacilitiesDb db, Caller caller, IReadOnlyList<AssetId> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Distinct().ToList();
        if (ids.Count is 0 or > MostAssets) throw new RuleViolation(RuleCodes.PolicyAssets, ("maximum", MostAssets));
        var known = (await PolicyAccess.Insurable(db, caller).Where(asset => ids.Contains(asset.Id)).Select(asset => asset.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        return known.Count == ids.Count ? ids : throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", ids.First(id => !known.Contains(id))));
    }

    private static async Task<OrganisationId> HolderAsync(FacilitiesDb db, IReadOnlyList<AssetId> assets, OrganisationId? wanted, CancellationToken cancellationToken)
    {
        var sites = await db.Communities.Where(site => db.Assets.Any(asset => assets.Contains(asset.Id) && asset.CommunityId == site.Id)).OrderBy(site => site.Id)
            .Select(site => new { site.PropertyFirmId, site.OwnersCommitteeId }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var holder = wanted ?? sites.Select(site => site.PropertyFirmId).FirstOrDefault(firm => firm is not null);
        return holder is { } known && sites.Exists(site => site.PropertyFirmId == known || site.OwnersCommitteeId == known) ? known : throw new RuleViolation(RuleCodes.PolicyHolder);
    }

    private void Record(WriteUnit unit, Caller caller, Policy policy, PolicyTerms? terms, string action, DateTimeOffset now)
    {
        unit.Audit(new AuditDraft(
            now, "policy", policy.Id.ToString(), action, caller.Role, caller.Actor.Organisation,
            CodedText.Of("audit.policy", ("number", policy.Number), ("insurer", policy.InsurerId), ("holder", policy.HolderId), ("source", policy.Source), ("code", policy.CommitteeCode), ("assets", policy.Assets.Count),
                ("version", terms?.Version), ("from", terms?.ValidFrom), ("until", terms?.ValidUntil), ("premium", terms?.Premium), ("ends", policy.EndsAt),
                ("covers", terms is null ? null : string.Join(';', terms.Covers.Select(Said)))),
            CodedText.Of("personal", ("user", caller.User))));
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Claim, 0)));
    }

    private static string Said(Cover cover) => string.Create(CultureInfo.InvariantCulture,
        $"{cover.Kind},{cover.EventLimit},{cover.AggregateLimit},{cover.Deductible},{cover.WaitingPeriod:c},{cover.NotifyWithin:c},{string.Join('/', cover.Benefits)},{cover.MaximumAgeYears}");
}
