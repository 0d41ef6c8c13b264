using Facilities.Domain;
using Facilities.Domain.Certificates;

namespace Facilities.Operations.Compliance;

/// <summary>A paper to enter: of an asset or of a person, never of both.</summary>
public sealed record CertificateDraft(CertificateKind Kind, AssetId? Asset, UserId? Holder, CertificateText Text);
