using Facilities.Domain;
using Facilities.Domain.Organisations;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Access;

/// <summary>An organisation in which somebody can have an account.</summary>
public sealed record AccountOrganisation(OrganisationId Id, OrganisationKind Kind, LocalizedName Name);
