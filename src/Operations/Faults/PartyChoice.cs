using Facilities.Domain;
using Facilities.Domain.Organisations;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>An organisation that can be asked to do a part of a fault.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
public sealed record PartyChoice(OrganisationId Organisation, LocalizedName Name, OrganisationKind Kind);
