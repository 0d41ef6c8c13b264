using System.Security.Cryptography;

namespace Facilities.Ingest.Hosting;

public sealed partial class FacilitiesSettingsReader
{
    /// <summary>Both files or neither; opened here, so that a wrong one is told with everything else.</summary>
    private HttpsSettings? Https(IReadOnlyList<Uri> urls)
    {
        var (certificate, key) = (Text("Https:Certificate"), Text("Https:Key"));
        if (certificate is null && key is null)
        {
            if (urls.FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttps) is { } url)
                Fail("urls", url.OriginalString, "https only with Https:Certificate and Https:Key, PEM files of the certificate (with those between it and its authority) and of its private key");
            return null;
        }

        if (certificate is null || key is null)
        {
            Fail(certificate is null ? "Https:Certificate" : "Https:Key", "", "a PEM file: certificate and key are given together");
            return null;
        }

        try
        {
            return HttpsSettings.Load(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Fail("Https:Certificate", certificate, $"a readable PEM certificate with its private key in Https:Key ({e.Message})");
            return null;
        }
    }
}
