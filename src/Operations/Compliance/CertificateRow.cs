using Facilities.Domain;
using Facilities.Domain.Certificates;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>A paper of an asset, or a person's licence.</summary>
/// <param name="Id">Null: nobody entered it, it follows from what else is on record.</param>
/// <param name="Place">The asset; null for a licence.</param>
/// <param name="Holder">Whose licence it is; null for an asset's paper.</param>
/// <param name="Firm">That keeps the licence.</param>
/// <param name="Number">Of the paper; null when none is known.</param>
/// <param name="Issuer">The office that issued it; null when none is known.</param>
/// <param name="IssuedOn">From this day it holds; null when none is known.</param>
/// <param name="ValidUntil">Last day; null: it is missing, or, for a registration, doesn't expire.</param>
/// <param name="State">By today.</param>
/// <param name="MayEnd">The caller may withdraw what was entered.</param>
public sealed record CertificateRow(
    CertificateId? Id, CertificateKind Kind, AssetPlace? Place, UserId? HolderId, LocalizedName? Holder, LocalizedName? Firm, string? Number, string? Issuer, DateOnly? IssuedOn, DateOnly? ValidUntil,
    CertificateState State, bool MayEnd);
