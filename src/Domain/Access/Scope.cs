using Facilities.Domain.Organisations;

namespace Facilities.Domain.Access;

/// <summary>
/// What a caller may see: a relation and the organisation at its other end. It holds no query; exactly one place in Operations turns it into one,
/// and <see cref="Admits"/> is the reference that place is tested against. Immutable.
/// </summary>
/// <param name="Kind">The relation.</param>
/// <param name="Organisation">The organisation of the relation; null for <see cref="ScopeKind.Everything"/> and <see cref="ScopeKind.Nothing"/>.</param>
/// <param name="On">The day on which contracts and policies must hold.</param>
public sealed record Scope(ScopeKind Kind, OrganisationId? Organisation, DateOnly On)
{
    public static Scope Nothing { get; } = new(ScopeKind.Nothing, null, default);

    /// <summary>For the service's own work; never for a request of a person who isn't an administrator.</summary>
    public static Scope Everything { get; } = new(ScopeKind.Everything, null, default);

    /// <summary>The scope of <paramref name="actor"/>, whose organisation is <paramref name="organisation"/> (null when he has none).</summary>
    /// <exception cref="ArgumentException">The organisation isn't the actor's.</exception>
    public static Scope For(Actor actor, Organisation? organisation, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Role is Role.System or Role.Admin) return Everything;
        if (actor.Organisation != organisation?.Id) throw new ArgumentException("The organisation must be the actor's.", nameof(organisation));
        if (organisation is null || actor.Role == Role.Resident) return Nothing;
        return organisation.Kind switch
        {
            OrganisationKind.District => new(ScopeKind.District, organisation.Id, on),
            OrganisationKind.Subdistrict => new(ScopeKind.Subdistrict, organisation.Id, on),
            // A regulator's office below a district sees that district; one without a parent stands above them all.
            OrganisationKind.Regulator when organisation.ParentId is { } district => new(ScopeKind.District, district, on),
            OrganisationKind.Regulator => actor.Role == Role.Regulator ? Everything with { On = on } : Nothing,
            OrganisationKind.PropertyFirm => new(ScopeKind.PropertyFirm, organisation.Id, on),
            OrganisationKind.MaintenanceFirm => new(ScopeKind.MaintenanceFirm, organisation.Id, on),
            OrganisationKind.Insurer => new(ScopeKind.Insurer, organisation.Id, on),
            OrganisationKind.OwnersCommittee => new(ScopeKind.OwnersCommittee, organisation.Id, on),
            _ => Nothing,
        };
    }

    /// <summary>Whether an asset with these relations is visible.</summary>
    public bool Admits(AssetRelations asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return Kind switch
        {
            ScopeKind.Everything => true,
            ScopeKind.District => asset.District == Organisation,
            ScopeKind.Subdistrict => asset.Subdistrict == Organisation,
            ScopeKind.PropertyFirm => asset.PropertyFirm == Organisation,
            ScopeKind.OwnersCommittee => asset.OwnersCommittee == Organisation,
            ScopeKind.MaintenanceFirm => asset.ContractedFirms.Contains(Organisation!.Value),
            ScopeKind.Insurer => asset.Insurers.Contains(Organisation!.Value),
            _ => false,
        };
    }
}
