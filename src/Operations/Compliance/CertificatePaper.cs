using Facilities.Domain;
using Facilities.Domain.Certificates;

namespace Facilities.Operations.Compliance;

/// <summary>A paper as it stands: entered, or known from what else is on record.</summary>
/// <param name="Id">Null: nobody entered it.</param>
/// <param name="Until">Last day; null: it is missing, or doesn't expire.</param>
internal sealed record CertificatePaper(
    CertificateKind Kind, AssetId? Asset, UserId? Holder, OrganisationId? Firm, CertificateId? Id, string? Number, string? Issuer, DateOnly? IssuedOn, DateOnly? Until, CertificateState State)
{
    /// <summary>The policy from which an insurance is known; it may cover many assets.</summary>
    public PolicyId? Policy { get; init; }

    /// <summary>An asset's, of which nobody entered one.</summary>
    public static CertificatePaper Known(CertificateKind kind, AssetId asset, string? number, DateOnly? until, DateOnly today) => new(
        kind, asset, null, null, null, number, null, null, until,
        CertificateKinds.Expires(kind) ? Certificate.StateOn(today, until) : number is null ? CertificateState.Missing : CertificateState.Valid);

    public static CertificatePaper Entered(Certificate paper, DateOnly today) => new(
        paper.Kind, paper.AssetId, paper.HolderId, paper.OrganisationId, paper.Id, paper.Number, paper.Issuer, paper.IssuedOn, paper.ValidUntil,
        paper.ValidUntil is null ? CertificateState.Valid : Certificate.StateOn(today, paper.ValidUntil));
}
