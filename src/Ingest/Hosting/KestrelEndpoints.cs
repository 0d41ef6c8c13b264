using System.Net;
using Facilities.Mqtt;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// Opens the web addresses and, where ingest is, the MQTT listener. Both are named here because Kestrel ignores <c>urls</c> as soon as one endpoint comes from code.
/// </summary>
internal sealed class KestrelEndpoints(FacilitiesSettings settings, BoundEndpoints bound) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        foreach (var url in settings.Urls) Web(options, url, settings.Https);
        if (!settings.Ingest.Hosted) return;
        options.Listen(settings.Mqtt.Address, settings.Mqtt.Port, listen =>
        {
            listen.UseMqtt();
            bound.Listening(listen);
        });
    }

    private static void Web(KestrelServerOptions options, Uri url, HttpsSettings? https)
    {
        void Listen(ListenOptions listen)
        {
            if (url.Scheme == Uri.UriSchemeHttps && https is not null) listen.UseHttps(tls => (tls.ServerCertificate, tls.ServerCertificateChain) = (https.Certificate, https.Chain));
        }

        if (!url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) options.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, Listen);
        // Kestrel can't take a free port on both loopback addresses at once.
        else if (url.Port == 0) options.Listen(IPAddress.Loopback, 0, Listen);
        else options.ListenLocalhost(url.Port, Listen);
    }
}
