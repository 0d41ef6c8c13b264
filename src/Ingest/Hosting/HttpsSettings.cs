using System.Security.Cryptography.X509Certificates;

namespace Facilities.Ingest.Hosting;

/// <summary>The certificate of addresses that begin with <c>https</c>: <c>Https:Certificate</c> and <c>Https:Key</c>, read at start.</summary>
/// <param name="Certificate">The service's, with its private key.</param>
/// <param name="Chain">Those between it and its authority, as far as the file has them.</param>
public sealed record HttpsSettings(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not PEM, or the key is another's.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    internal static HttpsSettings Load(string certificateFile, string keyFile)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        // The first one is the service's own.
        if (chain.Count > 0) chain.RemoveAt(0);
        using var pem = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        // By way of PKCS#12: TLS on Windows can't use a key that exists in memory only.
        return new HttpsSettings(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), chain);
    }
}
