using Facilities.Domain.Certificates;

namespace Facilities.Domain.Inspections;

/// <summary>A licence that everyone who signs a duty's record needs.</summary>
public sealed record LicenceDemand(CertificateKind Kind, string Basis, BasisMark Mark);
