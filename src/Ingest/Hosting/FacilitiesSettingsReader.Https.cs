using System.Security.Cryptography;

namespace Facilities.Ingest.Hosting;

public sealed partial class FacilitiesSettingsReader
{
    /// <summary>Both files or neither; opened here, so that a wrong one is told with everything else.</summary>
    private ServerCertificate? Https(IReadOnlyList<Uri> urls)
    {
        var certificate = Certificate("Https");
        if (certificate is null && Text("Https:Certificate") is null && Text("Https:Key") is null && urls.FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttps) is { } url)
            Fail("urls", url.OriginalString, "https only with Https:Certificate and Https:Key, PEM files of the certificate (with those between it and its authority) and of its private key, or a PKCS#12 file");
        return certificate;
    }

    /// <summary>TLS for devices: a port of its own, with a certificate of its own or that of the web addresses.</summary>
    private MqttTlsSettings? MqttTls(ServerCertificate? https)
    {
        var own = Certificate("Mqtt:Tls");
        if (Text("Mqtt:Tls:Port") is null)
        {
            if (own is not null) Fail("Mqtt:Tls:Port", "", "the port for MQTT over TLS, usually 8883, when Mqtt:Tls:Certificate is given");
            return null;
        }

        var port = (int)Whole("Mqtt:Tls:Port", 8883, 0, 65_535);
        if ((own ?? https) is { } certificate) return new MqttTlsSettings(port, certificate);
        if (Text("Mqtt:Tls:Certificate") is null && Text("Mqtt:Tls:Key") is null)
            Fail("Mqtt:Tls:Port", Text("Mqtt:Tls:Port"), "a port only with Mqtt:Tls:Certificate and Mqtt:Tls:Key (PEM) or a PKCS#12 file in Mqtt:Tls:Certificate; without them the certificate of Https:Certificate is used");
        return null;
    }

    /// <summary>Null: not given, or wrong and told.</summary>
    private ServerCertificate? Certificate(string section)
    {
        var (certificate, key, password) = (Text(section + ":Certificate"), Text(section + ":Key"), Text(section + ":PasswordFile"));
        if (certificate is null)
        {
            if (key is not null || password is not null) Fail(section + ":Certificate", "", "a PEM or PKCS#12 file: certificate and key are given together");
            return null;
        }

        // A PEM certificate without its key is the usual mistake; a file that holds both is named twice or is PKCS#12.
        if (key is null && IsPemWithoutKey(certificate))
        {
            Fail(section + ":Key", "", "a PEM file: certificate and key are given together");
            return null;
        }

        try
        {
            return ServerCertificate.Load(new CertificateFiles(Path.GetFullPath(certificate), key is null ? null : Path.GetFullPath(key), password is null ? null : Path.GetFullPath(password)));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Fail(section + ":Certificate", certificate, $"a readable certificate, PEM with its private key in {section}:Key or PKCS#12 with its password in {section}:PasswordFile ({e.Message})");
            return null;
        }
    }

    private static bool IsPemWithoutKey(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text.Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal) && !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Told with the reason when it is loaded.
            return false;
        }
    }
}
