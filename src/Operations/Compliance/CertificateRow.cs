using Facilities.Operations.Assets;

namespace Facilities.Operations.Compliance;

/// <summary>A paper of an asset.</summary>
/// <param name="Number">Registration or policy number; null when it has none.</param>
/// <param name="ValidUntil">Last day; null: it is missing, or, for a registration, doesn't expire.</param>
/// <param name="State">By today.</param>
public sealed record CertificateRow(AssetPlace Place, CertificateKind Kind, string? Number, DateOnly? ValidUntil, CertificateState State);
