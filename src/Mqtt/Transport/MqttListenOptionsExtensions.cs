using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Mqtt;

/// <summary>MQTT on Kestrel's endpoints.</summary>
public static class MqttListenOptionsExtensions
{
    private static readonly object Secured = new();

    /// <summary>Makes an endpoint speak MQTT.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var server = listen.ApplicationServices.GetRequiredService<MqttServer>();
        listen.Use(next => connection => server.AdmitAsync(connection, next, null));
        listen.UseConnectionHandler<MqttConnectionHandler>();
        return listen;
    }

    /// <summary>
    /// Makes an endpoint speak MQTT over TLS 1.2 and 1.3. Connections are counted before the handshake, which may take as long as a CONNECT
    /// (<see cref="MqttServerOptions.ConnectTimeout"/>).
    /// </summary>
    /// <param name="listen">The endpoint.</param>
    /// <param name="certificate">Asked at each handshake, so that a renewed certificate is used at once.</param>
    public static ListenOptions UseMqtt(this ListenOptions listen, Func<SslStreamCertificateContext> certificate)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(certificate);
        var server = listen.ApplicationServices.GetRequiredService<MqttServer>();
        // Nothing of HTTP: Kestrel would open a UDP port for its version 3.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => server.AdmitAsync(connection, next, Secured));
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = server.Options.ConnectTimeout,
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate(),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                // None: a client that names protocols is taken whatever it names.
                ApplicationProtocols = [],
            }),
        });
        listen.Use(next => connection =>
        {
            connection.Items[Secured] = Secured;
            return next(connection);
        });
        listen.UseConnectionHandler<MqttConnectionHandler>();
        return listen;
    }
}
