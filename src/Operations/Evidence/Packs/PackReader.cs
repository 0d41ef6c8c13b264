using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Claims;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>Reads what a pack says. Nothing in it depends on who asks, or on when once the day after the loss is over. Thread-safe.</summary>
internal sealed class PackReader(ClaimTrigger trigger, AssetTemplateCatalog templates)
{
    /// <summary>A heartbeat is missing after three intervals; <see cref="Telemetry.Coverage.Tolerance"/> allows for half of that.</summary>
    private const int HeartbeatsCovered = 2;

    /// <summary>Half a year of fortnightly visits.</summary>
    private const int MaintenanceShown = 12;

    private static readonly TimeSpan Around = TimeSpan.FromHours(24);

    /// <param name="claim">With its history.</param>
    public async Task<PackFacts> ReadAsync(FacilitiesDb db, Claim claim, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var policy = await db.Policies.AsNoTracking().AsSplitQuery().FirstAsync(item => item.Id == claim.PolicyId, cancellationToken).ConfigureAwait(false);
        var asset = await db.Assets.AsNoTracking().FirstAsync(item => item.Id == claim.AssetId, cancellationToken).ConfigureAwait(false);
        var fault = claim.FaultId is { } id ? await FaultStore.Whole(db.Faults).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false) : null;
        var entrapment = fault?.Entrapments.FirstOrDefault(item => LossKeys.Entrapment(fault.Id, item.Number) == claim.LossKey);
        var loss = entrapment is null ? null : await trigger.LossAsync(asset, entrapment, now, cancellationToken).ConfigureAwait(false);
        var maintenance = await db.InspectionItems.AsNoTracking()
            .Where(item => item.AssetId == asset.Id && (item.State == InspectionState.Done || item.State == InspectionState.DoneLate) && item.EndedAt != null && item.EndedAt <= claim.LossAt)
            .OrderByDescending(item => item.EndedAt).ThenByDescending(item => item.Id).Take(MaintenanceShown).ToListAsync(cancellationToken).ConfigureAwait(false);
        var end = (claim.LossEndedAt ?? now) + Around;
        return new PackFacts
        {
            Claim = claim,
            Policy = policy,
            Terms = policy.TermsAt(claim.LossAt),
            Asset = asset,
            Place = (await PlaceLookup.PlacesAsync(db, [asset.Id], cancellationToken).ConfigureAwait(false))[asset.Id],
            Address = await db.Communities.Where(site => site.Id == asset.CommunityId).Select(site => site.Address).FirstAsync(cancellationToken).ConfigureAwait(false),
            Parties = await PartyLookup.LoadAsync(
                db,
                [
                    policy.InsurerId, policy.HolderId, .. claim.History.Select(line => line.OrganisationId), .. fault?.History.Select(line => line.OrganisationId) ?? [],
                    .. maintenance.Select(item => item.DoneByOrganisation),
                ], [], cancellationToken).ConfigureAwait(false),
            Fault = fault,
            Timeline = ClaimTimeline.Of(claim, fault, entrapment),
            Assessment = loss is null ? null : EntrapmentLadder.Shandong2019.Assess(loss),
            Inspection = await InspectionAtLoss.OfAsync(db, asset, claim.LossAt, cancellationToken).ConfigureAwait(false),
            Papers = await db.Certificates.AsNoTracking().Where(paper => paper.AssetId == asset.Id && !paper.IsWithdrawn).OrderBy(paper => paper.IssuedOn).ThenBy(paper => paper.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            Maintenance = maintenance,
            Files = claim.FaultId is null ? [] : await db.FaultFiles.AsNoTracking().Where(file => file.FaultId == claim.FaultId).OrderBy(file => file.TakenAt).ThenBy(file => file.Sha256)
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            Points = ClaimPoints.Of(templates, asset.TypeKey, claim.Cover),
            From = claim.LossAt - Around,
            Until = end < now ? end : now,
            IsComplete = claim.LossEndedAt is not null && end <= now,
            ExpectedInterval = templates[asset.TypeKey].Heartbeat * HeartbeatsCovered,
        };
    }
}
