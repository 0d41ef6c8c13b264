using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Crew;

/// <summary>The open parts of faults that were handed to the caller's organisation, by deadline. Thread-safe.</summary>
public sealed class CrewParts(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates, SiteClock clock)
{
    /// <summary>As many as <see cref="CrewTasks"/> gives.</summary>
    public const int Maximum = CrewTasks.Maximum;

    /// <returns>The parts, and how many there are in all.</returns>
    /// <exception cref="RuleViolation">The caller's role does no parts.</exception>
    public async Task<Rows<CrewPart>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!FaultRights.Has(caller.Role, FaultAction.ReturnPart)) throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", "parts"));
        if (caller.Actor.Organisation is not { } own) return new Rows<CrewPart>([], 0);
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var open = db.FaultParts.AsNoTracking().Where(part => part.OrganisationId == own && (part.State == FaultPartState.Asked || part.State == FaultPartState.Acknowledged))
                .Where(part => db.FaultsIn(caller.Scope).Any(fault => fault.Id == part.FaultId));
            var total = await open.CountAsync(cancellationToken).ConfigureAwait(false);
            var wanted = await open.OrderBy(part => part.DueAt).ThenBy(part => part.Id).Take(Maximum).ToListAsync(cancellationToken).ConfigureAwait(false);
            var ids = wanted.Select(part => part.FaultId).Distinct().ToList();
            var faults = await FaultStore.Whole(db.Faults.Where(fault => ids.Contains(fault.Id))).AsNoTracking().ToDictionaryAsync(fault => fault.Id, cancellationToken).ConfigureAwait(false);
            var files = (await db.FaultFiles.AsNoTracking().Where(file => ids.Contains(file.FaultId)).OrderBy(file => file.TakenAt).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToLookup(file => file.FaultId);
            var places = await PlaceLookup.PlacesAsync(db, faults.Values.Select(fault => fault.AssetId), cancellationToken).ConfigureAwait(false);
            var siteIds = faults.Values.Select(fault => fault.CommunityId).Distinct().ToList();
            var sites = await db.Communities.AsNoTracking().Where(site => siteIds.Contains(site.Id)).ToDictionaryAsync(site => site.Id, cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(db, [own], wanted.Select(part => part.AskedBy), cancellationToken).ConfigureAwait(false);
            return new Rows<CrewPart>([.. wanted.Select(part =>
            {
                var fault = faults[part.FaultId];
                var place = places[fault.AssetId];
                return new CrewPart
                {
                    Fault = fault.Id,
                    Number = fault.Number,
                    Severity = fault.Severity,
                    Place = place,
                    Mode = ModeName(place.TypeKey, fault),
                    // What he may do besides his own part is the fault's page.
                    Part = FaultPartRow.Of(part, fault, parties, caller, isOwn: false, now),
                    Files = [.. files[fault.Id].Select(FaultFileRow.Of)],
                    Latitude = sites[fault.CommunityId].Latitude,
                    Longitude = sites[fault.CommunityId].Longitude,
                };
            })], total);
        }
    }

    private LocalizedName ModeName(string typeKey, Fault fault)
    {
        var template = templates.TryGet(typeKey, out var known) ? known : null;
        return (template is not null && template.TryGetMode(fault.ModeKey, out var mode) ? mode.Name : template?.Family(fault.Family)?.Name) ?? new LocalizedName(fault.ModeKey, fault.ModeKey);
    }
}
