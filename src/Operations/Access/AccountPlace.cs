using Facilities.Domain;
using Facilities.Domain.Access;

namespace Facilities.Operations.Access;

/// <summary>What somebody is, and for whom.</summary>
/// <param name="Organisation">Null: the caller's own; for the platform's administrators none.</param>
public sealed record AccountPlace(Role Role, OrganisationId? Organisation = null);
