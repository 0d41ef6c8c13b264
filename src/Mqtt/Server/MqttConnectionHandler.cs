using Microsoft.AspNetCore.Connections;

namespace Facilities.Mqtt;

/// <summary>
/// Speaks MQTT on a Kestrel connection that was admitted: <c>listen.UseMqtt()</c>, or with a certificate over Kestrel's TLS.
/// </summary>
public sealed class MqttConnectionHandler(MqttServer server) : ConnectionHandler
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return server.RunAsync(connection);
    }
}
