using System.Runtime.CompilerServices;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Inspections;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Compliance;

/// <summary>The items behind the compliance table, cut to the caller's scope. Thread-safe.</summary>
public sealed class ComplianceList(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>Rows looked up at once.</summary>
    private const int Batch = 500;

    /// <summary>A page: what telemetry contradicts first, then what was not done, then what was late; the newest first within.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PeriodReversed"/>, <see cref="OperationCodes.TooMany"/>.</exception>
    public async Task<Rows<ComplianceItemRow>> PageAsync(Caller caller, ComplianceFilter filter, Paging paging, CancellationToken cancellationToken)
    {
        ComplianceItems.Require(caller, filter);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var items = await ComplianceItems.OfAsync(db, caller.Scope, filter, SiteDay.Of(clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            var total = await items.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await (
                from item in items
                join proof in db.InspectionProofs on item.Id equals proof.ItemId into proofs
                from proof in proofs.DefaultIfEmpty()
                orderby proof.Verdict == ProofVerdict.Contradicted ? 0
                    : item.State == InspectionState.Missed || item.State == InspectionState.Overdue ? 1
                    : item.State == InspectionState.DoneLate ? 2
                    : item.State == InspectionState.Planned ? 4 : 3,
                    item.DueDate descending, item.Id
                select item.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var rows = (await RowsAsync(db, page, cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Id);
            return new Rows<ComplianceItemRow>([.. page.Select(id => rows[id])], total);
        }
    }

    /// <summary>All of them by due date, read day by day, so that their number doesn't matter.</summary>
    public async IAsyncEnumerable<ComplianceItemRow> AllAsync(Caller caller, ComplianceFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ComplianceItems.Require(caller, filter);
        var today = SiteDay.Of(clock.GetUtcNow());
        foreach (var day in await DaysAsync(caller, filter, today, cancellationToken).ConfigureAwait(false))
        {
            // A context for each day: nothing is held open while a slow reader takes the one before.
            var rows = new List<ComplianceItemRow>();
            var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                var items = await ComplianceItems.OfAsync(db, caller.Scope, filter with { From = day, Until = day }, today, cancellationToken).ConfigureAwait(false);
                var ids = await items.OrderBy(item => item.Id).Select(item => item.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                foreach (var batch in ids.Chunk(Batch)) rows.AddRange(await RowsAsync(db, batch, cancellationToken).ConfigureAwait(false));
            }

            foreach (var row in rows) yield return row;
        }
    }

    /// <summary>The newest record that telemetry contradicts; null: there is none.</summary>
    public async Task<InspectionItemId?> WorstAsync(Caller caller, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        ComplianceItems.Require(caller, filter);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var proofs = await ComplianceItems.ProofsOfAsync(db, caller.Scope, filter, SiteDay.Of(clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            return await proofs.Where(proof => proof.Verdict == ProofVerdict.Contradicted).OrderByDescending(proof => proof.DueDate).ThenBy(proof => proof.ItemId)
                .Select(proof => (InspectionItemId?)proof.ItemId).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Firms and duties that the caller's items can be told apart by.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ComplianceChoices> ChoicesAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var today = SiteDay.Of(clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var (sites, assets, contracts) = (db.CommunitiesIn(caller.Scope), db.AssetsIn(caller.Scope), db.ContractsOn(today));
            var firms = await db.Organisations.AsNoTracking().Where(firm => sites.Any(site => site.PropertyFirmId == firm.Id)
                    || contracts.Any(contract => contract.FirmId == firm.Id && assets.Any(asset => asset.Id == contract.AssetId)))
                .OrderBy(firm => firm.Id).Select(firm => new { firm.Id, firm.Name, firm.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var duties = await db.InspectionSchedulesIn(caller.Scope).Select(schedule => schedule.TemplateKey).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
            return new ComplianceChoices(
                [.. firms.Select(firm => (firm.Id, Names.Of(firm.Name, firm.NameEn)))], [.. duties.Order(StringComparer.Ordinal).Select(key => (key, InspectionDuties.NameOf(key)))]);
        }
    }

    /// <summary>What a filter is narrowed to, in words.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.NotFound"/>: not in the caller's scope; <see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ComplianceTrail> TrailAsync(Caller caller, ComplianceFilter filter, CancellationToken cancellationToken)
    {
        ComplianceItems.Require(caller, filter);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            LocalizedName? assetName = null, siteName = null;
            var (district, community) = (filter.District, filter.Community);
            if (filter.Asset is { } id)
            {
                var asset = await db.AssetsIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(asset => asset.Id == id, cancellationToken).ConfigureAwait(false) ?? throw Missing("asset", id);
                (assetName, community) = (Names.Of(asset.Name, asset.NameEn), asset.CommunityId);
            }

            if (community is { } at)
            {
                var site = await db.CommunitiesIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(site => site.Id == at, cancellationToken).ConfigureAwait(false) ?? throw Missing("community", at);
                (siteName, district) = (Names.Of(site.Name, site.NameEn), site.DistrictId);
            }
            else if (district is { } above && !await db.CommunitiesIn(caller.Scope).AnyAsync(site => site.DistrictId == above, cancellationToken).ConfigureAwait(false))
            {
                throw Missing("district", above);
            }

            var parties = await PartyLookup.LoadAsync(db, [district, filter.Firm], [], cancellationToken).ConfigureAwait(false);
            return new ComplianceTrail(
                district, parties.Organisation(district), community, siteName, filter.Asset, assetName, parties.Organisation(filter.Firm), filter.TemplateKey is { } key ? InspectionDuties.NameOf(key) : null);
        }
    }

    private async Task<IReadOnlyList<DateOnly>> DaysAsync(Caller caller, ComplianceFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var items = await ComplianceItems.OfAsync(db, caller.Scope, filter, today, cancellationToken).ConfigureAwait(false);
            return await items.Select(item => item.DueDate).Distinct().OrderBy(day => day).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static RuleViolation Missing(string kind, object id) => new(OperationCodes.NotFound, ("kind", kind), ("id", id));

    internal static async Task<IReadOnlyList<ComplianceItemRow>> RowsAsync(FacilitiesDb db, IReadOnlyList<InspectionItemId> ids, CancellationToken cancellationToken)
    {
        var items = await db.InspectionItems.AsNoTracking().Where(item => ids.Contains(item.Id)).OrderBy(item => item.Id).Select(item => new
        {
            item.Id,
            item.AssetId,
            item.TemplateKey,
            item.State,
            item.DueDate,
            item.StartedAt,
            item.EndedAt,
            item.DoneBy,
            item.DoneByOrganisation,
            item.CoveredBy,
            item.Doubts,
        }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var verdicts = await db.InspectionProofs.Where(proof => ids.Contains(proof.ItemId)).Select(proof => new { proof.ItemId, proof.Verdict }).ToDictionaryAsync(proof => proof.ItemId, proof => proof.Verdict, cancellationToken).ConfigureAwait(false);
        var places = await PlaceLookup.PlacesAsync(db, items.Select(item => item.AssetId), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, items.Select(item => item.DoneByOrganisation), items.Select(item => item.DoneBy), cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => new ComplianceItemRow(
            item.Id, places[item.AssetId], item.TemplateKey, InspectionDuties.NameOf(item.TemplateKey), item.State, item.DueDate, item.StartedAt, item.EndedAt,
            parties.Person(item.DoneBy), parties.Organisation(item.DoneByOrganisation), item.CoveredBy is { } longer ? InspectionDuties.NameOf(longer) : null,
            verdicts.GetValueOrDefault(item.Id), item.Doubts.Count))];
    }
}
