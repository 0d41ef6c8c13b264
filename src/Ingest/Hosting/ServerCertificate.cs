using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// The certificate of a listener, read from its files at the start and again whenever they have changed. Files that can't be used leave the one before in
/// force: whoever connects mustn't pay for a renewal that went wrong. Thread-safe.
/// </summary>
public sealed class ServerCertificate
{
    /// <summary>Larger than any certificate with its chain.</summary>
    private const int MaximumFileBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private byte[] _seen;
    private volatile SslStreamCertificateContext _current;

    private ServerCertificate(CertificateFiles files, byte[] seen, SslStreamCertificateContext current) => (Files, _seen, _current) = (files, seen, current);

    /// <summary>Where it comes from.</summary>
    public CertificateFiles Files { get; }

    /// <summary>For the next handshake.</summary>
    public SslStreamCertificateContext Current => _current;

    /// <summary>When the certificate in force ends.</summary>
    public DateTimeOffset EndsAt => new(_current.TargetCertificate.NotAfter.ToUniversalTime());

    /// <summary>Why the files as they are now can't be used; null: they can.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="CryptographicException">Not a certificate, or the key is another's.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ServerCertificate Load(CertificateFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var seen = Look(files);
        return new ServerCertificate(files, seen, Read(files));
    }

    /// <summary>Looks whether the files have changed, by their content: names may be links, times may be copied.</summary>
    /// <returns>Null: nothing new. True: another certificate is in force. False: <see cref="Problem"/> says what is wrong with the new files.</returns>
    public bool? Renew()
    {
        lock (_gate)
        {
            try
            {
                var now = Look(Files);
                if (now.AsSpan().SequenceEqual(_seen)) return null;
                _seen = now;
                _current = Read(Files);
                Problem = null;
                return true;
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                // A file that is missing for a moment looks different when it is back.
                if (e is IOException or UnauthorizedAccessException) _seen = [];
                var isNews = Problem != e.Message;
                Problem = e.Message;
                return isNews ? false : null;
            }
        }
    }

    private static byte[] Look(CertificateFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in new[] { files.Certificate, files.Key, files.PasswordFile })
        {
            if (path is null) continue;
            if (new FileInfo(path).Length > MaximumFileBytes) throw new CryptographicException($"{path} is too large for a certificate");
            hash.AppendData(File.ReadAllBytes(path));
        }

        return hash.GetHashAndReset();
    }

    private static SslStreamCertificateContext Read(CertificateFiles files)
    {
        var chain = new X509Certificate2Collection();
        X509Certificate2 certificate;
        if (File.ReadAllBytes(files.Certificate).AsSpan().IndexOf("-----BEGIN "u8) >= 0)
        {
            chain.ImportFromPemFile(files.Certificate);
            // The first one is the service's own.
            if (chain.Count > 0) chain.RemoveAt(0);
            using var pem = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key ?? files.Certificate);
            // By way of PKCS#12: TLS on Windows can't use a key that exists in memory only.
            certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        }
        else
        {
            var password = files.PasswordFile is null ? null : File.ReadLines(files.PasswordFile).FirstOrDefault();
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(files.Certificate, password);
            certificate = chain.FirstOrDefault(one => one.HasPrivateKey) ?? throw new CryptographicException($"{files.Certificate} has no certificate with its private key");
            chain.Remove(certificate);
        }

        // Offline: what clients need to see is in the file; nothing is fetched from addresses in a certificate.
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
