using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>A maintenance contract of an asset; days included, the last one null while open.</summary>
public sealed record ContractRow(OrganisationId Firm, LocalizedName Name, DateOnly From, DateOnly? Until, string? Number, bool HoldsToday);
