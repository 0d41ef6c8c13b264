using Microsoft.AspNetCore.Connections;

namespace Facilities.Mqtt;

/// <summary>
/// Speaks MQTT on a Kestrel connection: <c>listen.UseConnectionHandler&lt;MqttConnectionHandler&gt;()</c> (or
/// <c>UseMqtt()</c>). TLS is Kestrel's: <c>listen.UseHttps(…)</c> before it.
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
