using Facilities.Domain.Certificates;

namespace Facilities.Operations.Compliance;

/// <summary>Which papers are listed.</summary>
/// <param name="Worst">Only papers that are at least as bad; null: all.</param>
/// <param name="Kind">Only of one kind; null: all.</param>
public sealed record CertificateFilter(CertificateState? Worst = null, CertificateKind? Kind = null);
