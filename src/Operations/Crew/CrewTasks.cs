using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Explanations;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Crew;

/// <summary>The open work of a crew member's firm, his own first by deadline. Thread-safe.</summary>
public sealed class CrewTasks(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates, FaultExplanations explanations, SiteClock clock)
{
    /// <summary>More than a shift can do; the phone says when there are more.</summary>
    public const int Maximum = 50;

    /// <summary>Attributes that help to get in and to name the asset to others.</summary>
    private static readonly string[] AccessKeys = ["way_in", "gate_phone", "registration_no", "rescue_no"];

    /// <returns>The work, and how much there is in all.</returns>
    /// <exception cref="RuleViolation">The caller is no crew.</exception>
    public async Task<Rows<CrewTask>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Role != Role.Crew) throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", "crew"));
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var mine = db.FaultsIn(caller.Scope).Where(fault => fault.OpenFamily != null && fault.AssignedFirmId == caller.Actor.Organisation
                && (fault.AssignedUserId == null || fault.AssignedUserId == caller.User)
                && (fault.State == FaultState.Dispatched || fault.State == FaultState.Acknowledged || fault.State == FaultState.OnSite || fault.State == FaultState.Fixing || fault.State == FaultState.OnHold));
            var total = await mine.CountAsync(cancellationToken).ConfigureAwait(false);
            var faults = await FaultStore.Whole(mine.OrderBy(fault => fault.Severity == Severity.P1 ? 0 : 1).ThenBy(fault => fault.NextDueAt).ThenBy(fault => fault.Id).Take(Maximum))
                .AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            var rows = await FaultRows.BuildAsync(db, faults, now, cancellationToken).ConfigureAwait(false);
            var ids = faults.Select(fault => fault.Id).ToList();
            var files = (await db.FaultFiles.AsNoTracking().Where(file => ids.Contains(file.FaultId)).OrderBy(file => file.TakenAt).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToLookup(file => file.FaultId);
            var assetIds = faults.Select(fault => fault.AssetId).Distinct().ToList();
            var assets = await db.Assets.AsNoTracking().Where(asset => assetIds.Contains(asset.Id)).ToDictionaryAsync(asset => asset.Id, cancellationToken).ConfigureAwait(false);
            var siteIds = faults.Select(fault => fault.CommunityId).Distinct().ToList();
            var sites = await db.Communities.AsNoTracking().Where(site => siteIds.Contains(site.Id)).ToDictionaryAsync(site => site.Id, cancellationToken).ConfigureAwait(false);
            var rules = new Dictionary<CommunityId, SiteRules>();
            foreach (var site in siteIds) rules[site] = await FaultStore.SiteRulesAsync(db, site, cancellationToken).ConfigureAwait(false);
            var why = await explanations.OfAsync(db, faults.ConvertAll(fault => (fault, assets[fault.AssetId].TypeKey)), cancellationToken).ConfigureAwait(false);
            var tasks = new List<CrewTask>(faults.Count);
            for (var i = 0; i < faults.Count; i++)
            {
                var fault = faults[i];
                tasks.Add(Build(caller, fault, rows[i], assets[fault.AssetId], sites[fault.CommunityId], rules[fault.CommunityId], now) with
                {
                    Files = [.. files[fault.Id].Select(FaultFileRow.Of)],
                    Why = why.GetValueOrDefault(fault.Id) is { } reason ? CrewReason.Of(reason) : null,
                });
            }

            return new Rows<CrewTask>(tasks, total);
        }
    }

    private CrewTask Build(Caller caller, Fault fault, FaultRow row, Asset asset, Community site, SiteRules rules, DateTimeOffset now)
    {
        var template = templates.TryGet(asset.TypeKey, out var known) ? known : null;
        var mode = template is not null && template.TryGetMode(fault.ModeKey, out var found) ? found : null;
        var round = fault.CurrentRound;
        var lines = fault.History.Where(line => line.ReceivedAt >= round.ReceivedAt).ToList();
        var entrapment = fault.CurrentEntrapment;
        return new CrewTask
        {
            Row = row,
            // A person reports a family, not a mode.
            Mode = mode?.Name ?? template?.Family(fault.Family)?.Name ?? new LocalizedName(fault.ModeKey, fault.ModeKey),
            Advice = mode?.Advice,
            IsMine = fault.AssignedUserId == caller.User,
            Deadlines = FaultSteps.Deadlines(fault, rules, now),
            Entrapment = entrapment is null ? null : new EntrapmentRow(
                entrapment.Number, entrapment.TrappedAt, entrapment.TrappedSource, entrapment.ConfirmedAt, entrapment.ReleasedAt, entrapment.ReleasedSource, entrapment.Persons, entrapment.Releases),
            Steps = [.. (template?.StepsOf(fault.ModeKey) ?? []).Select(step => Step(step, lines))],
            Parts = lines.LastOrDefault(line => line.Action == FaultAction.RecordParts)?.Reason.Parameters.GetValueOrDefault("parts"),
            Allowed = FaultRights.Allowed(fault, caller.Actor),
            Files = [],
            Access = AccessKeys.Where(asset.Attributes.ContainsKey).ToDictionary(key => key, key => asset.Attributes[key], StringComparer.Ordinal),
            Latitude = site.Latitude,
            Longitude = site.Longitude,
        };
    }

    private static CrewStep Step(ModeStep step, List<FaultEvent> lines)
    {
        var done = lines.FindLast(line => line.Action == FaultAction.TickStep && line.Reason.Parameters.GetValueOrDefault("todo") == step.Key);
        return new CrewStep(step.Key, step.Name, step.Asks, done?.At, done?.Reason.Parameters.GetValueOrDefault("value"));
    }
}
