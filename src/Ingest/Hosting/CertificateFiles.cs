namespace Facilities.Ingest.Hosting;

/// <summary>Where a certificate and its private key lie.</summary>
/// <param name="Certificate">PEM (with those between it and its authority behind it), or PKCS#12 (.pfx, .p12).</param>
/// <param name="Key">PEM file of the key; null: it is in <paramref name="Certificate"/>.</param>
/// <param name="PasswordFile">File whose first line opens a PKCS#12 file; null: it has no password.</param>
public sealed record CertificateFiles(string Certificate, string? Key, string? PasswordFile = null);
