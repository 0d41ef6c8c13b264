namespace Facilities.Domain.Access;

/// <summary>The organisations around one asset on one day, as <see cref="Scope"/> sees it.</summary>
public sealed record AssetRelations(
    OrganisationId? District,
    OrganisationId? Subdistrict,
    OrganisationId? PropertyFirm,
    OrganisationId? OwnersCommittee,
    IReadOnlyCollection<OrganisationId> ContractedFirms,
    IReadOnlyCollection<OrganisationId> Insurers);
