using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Facilities.Ingest.Hosting;
using Facilities.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>Certificate files in the options, with a self-made certificate.</summary>
public sealed class Https_Tests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pages_and_REST_answer_by_the_certificate_of_the_options_and_the_session_cookie_goes_by_https_only()
    {
        var (certificate, key, thumbprint) = Make("service");
        await using var dashboard = RunningDashboard.Start(adminPassword: "a-long-passphrase-1", settings: [("urls", "https://127.0.0.1:0"), ("Https:Certificate", certificate), ("Https:Key", key)]);
        dashboard.Address.Scheme.ShouldBe("https");
        string? seen = null;
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        handler.ServerCertificateCustomValidationCallback = (_, shown, _, _) => (seen = shown!.Thumbprint) is not null;
        using var http = new HttpClient(handler) { BaseAddress = dashboard.Address };

        using var answer = await http.PostAsJsonAsync(new Uri("api/session", UriKind.Relative), new { userName = "admin", password = "a-long-passphrase-1" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        seen.ShouldBe(thumbprint);
        answer.Headers.GetValues("Set-Cookie").ShouldContain(cookie => cookie.StartsWith("facilities=", StringComparison.Ordinal) && cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        (await http.GetAsync(new Uri("login", UriKind.Relative))).Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_missing_half_another_key_and_https_without_a_certificate_are_told_by_their_keys()
    {
        var (certificate, key, _) = Make("one");
        var (_, otherKey, _) = Make("other");

        Failure(("urls", "https://127.0.0.1:5443")).ShouldContain("Https:Certificate and Https:Key");
        Failure(("Https:Certificate", certificate)).ShouldStartWith("Https:Key");
        Failure(("Https:Key", key)).ShouldStartWith("Https:Certificate");
        Failure(("Https:Certificate", certificate), ("Https:Key", otherKey)).ShouldStartWith("Https:Certificate");
        Failure(("Https:Certificate", _folder.File("missing")), ("Https:Key", key)).ShouldStartWith("Https:Certificate");
        FacilitiesSettingsReader.Read(Options(("urls", "https://127.0.0.1:5443"), ("Https:Certificate", certificate), ("Https:Key", key))).Https.ShouldNotBeNull();
    }

    private string Failure(params (string Key, string Value)[] options) => Should.Throw<OptionsValidationException>(() => FacilitiesSettingsReader.Read(Options(options))).Failures.ShouldHaveSingleItem();

    private IConfiguration Options(params (string Key, string Value)[] options) =>
        new ConfigurationBuilder().AddInMemoryCollection(options.Append(("Data:Path", _folder.Path)).Select(option => KeyValuePair.Create(option.Item1, (string?)option.Item2))).Build();

    private (string Certificate, string Key, string Thumbprint) Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (certificateFile, keyFile) = (_folder.File(name + ".pem"), _folder.File(name + ".key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile, certificate.Thumbprint);
    }
}
