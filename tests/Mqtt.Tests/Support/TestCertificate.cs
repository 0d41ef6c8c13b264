using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Facilities.Mqtt.Tests;

/// <summary>A self-made certificate for 127.0.0.1, and the file by which clients believe it.</summary>
internal sealed class TestCertificate : IDisposable
{
    private static readonly Lazy<TestCertificate> Made = new(static () => new TestCertificate());

    private readonly TempFolder _folder = new();

    public TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        Context = SslStreamCertificateContext.Create(Certificate, null, offline: true);
        File = _folder.File("ca.pem");
        System.IO.File.WriteAllText(File, made.ExportCertificatePem());
    }

    /// <summary>One for all tests; ends with the process.</summary>
    public static TestCertificate Shared => Made.Value;

    public X509Certificate2 Certificate { get; }

    public SslStreamCertificateContext Context { get; }

    public string File { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Dispose();
    }
}
