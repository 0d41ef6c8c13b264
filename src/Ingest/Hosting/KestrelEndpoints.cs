using System.Net;
using System.Net.Security;
using Facilities.Mqtt;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// Opens the web addresses and, where ingest is, the MQTT listeners. All are named here because Kestrel ignores <c>urls</c> as soon as one endpoint comes from code.
/// </summary>
internal sealed class KestrelEndpoints(FacilitiesSettings settings, BoundEndpoints bound) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        foreach (var url in settings.Urls) Web(options, url, settings.Https);
        if (!settings.Ingest.Hosted) return;
        if (settings.Mqtt.Port is { } port)
        {
            options.Listen(settings.Mqtt.Address, port, listen =>
            {
                listen.UseMqtt();
                bound.Listening(listen);
            });
        }

        if (settings.Mqtt.Tls is { } tls)
        {
            options.Listen(settings.Mqtt.Address, tls.Port, listen =>
            {
                listen.UseMqtt(() => tls.Certificate.Current);
                bound.ListeningTls(listen);
            });
        }
    }

    private static void Web(KestrelServerOptions options, Uri url, ServerCertificate? certificate)
    {
        void Listen(ListenOptions listen)
        {
            if (url.Scheme != Uri.UriSchemeHttps || certificate is null) return;
            // Asked at each handshake, so that a renewed certificate is used at once.
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Current }) });
        }

        if (!url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) options.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, Listen);
        // Kestrel can't take a free port on both loopback addresses at once.
        else if (url.Port == 0) options.Listen(IPAddress.Loopback, 0, Listen);
        else options.ListenLocalhost(url.Port, Listen);
    }
}
