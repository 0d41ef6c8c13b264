using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Contracts;

/// <summary>A contract with what it promises.</summary>
/// <param name="Until">Last day, included; null while open.</param>
/// <param name="MayPromise">The caller may change what it promises.</param>
public sealed record ContractLine(ContractId Id, string? Number, OrganisationId Firm, LocalizedName Name, AssetPlace Place, DateOnly From, DateOnly? Until, IReadOnlyList<ContractClause> Clauses, bool MayPromise);
