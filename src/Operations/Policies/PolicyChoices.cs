using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Policies;

/// <summary>What a policy may be recorded of and with whom.</summary>
/// <param name="Insurers">By name.</param>
/// <param name="Holders">Who runs the communities, and their owners' committees.</param>
/// <param name="Assets">By community, type and code.</param>
public sealed record PolicyChoices(
    IReadOnlyList<(OrganisationId Id, LocalizedName Name)> Insurers, IReadOnlyList<(OrganisationId Id, LocalizedName Name)> Holders,
    IReadOnlyList<(AssetId Id, LocalizedName Community, string TypeKey, LocalizedName Name)> Assets);
