using Facilities.Domain;
using Facilities.Domain.Certificates;
using Facilities.Operations.Compliance;

namespace Facilities.Dashboard.Api;

/// <summary>A paper to enter: of an asset or of a person, never of both.</summary>
/// <param name="Issuer">The office that issued it.</param>
/// <param name="IssuedOn">From this day it holds; not after today.</param>
/// <param name="Asset">Whose paper it is.</param>
/// <param name="Holder">Whose licence it is: somebody of the caller's own firm.</param>
/// <param name="ValidUntil">Last day; asked for unless the paper doesn't expire.</param>
internal sealed record CertificateBody(
    CertificateKind Kind, string Number, string Issuer, DateOnly IssuedOn, int? Asset = null, int? Holder = null, DateOnly? ValidUntil = null)
{
    public CertificateDraft ToDraft() => new(
        Kind, Asset is { } asset ? new AssetId(asset) : null, Holder is { } holder ? new UserId(holder) : null, new CertificateText(Number, Issuer, IssuedOn, ValidUntil));
}
