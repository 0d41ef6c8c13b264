namespace Facilities.Mqtt;

/// <summary>
/// The broker's state shared by all connections: sessions, subscriptions, retained messages. Registered by
/// <see cref="MqttServiceCollectionExtensions.AddMqttServer"/>; connections come through <see cref="MqttConnectionHandler"/>.
/// Thread-safe.
/// </summary>
public sealed partial class MqttServer
{
    /// <summary>Connections that have sent an accepted CONNECT.</summary>
    public int ConnectedCount { get; private set; }

    /// <summary>Number of retained messages.</summary>
    public int RetainedCount { get; private set; }

    /// <summary>
    /// Publishes a message of the service itself to subscribers, and retains it if asked (empty payload: removes). Doesn't go
    /// through <see cref="IMqttApplication.PublishAsync"/>. Never waits for a subscriber.
    /// </summary>
    /// <param name="topic">Topic name; must be valid.</param>
    /// <param name="payload">Copied.</param>
    /// <param name="qos">Highest QoS it is delivered with.</param>
    /// <param name="retain">Keep as the topic's retained message.</param>
    /// <exception cref="ArgumentException">The topic isn't a valid topic name.</exception>
    public void Publish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce, bool retain = false)
        => throw new NotSupportedException();

    /// <summary>Ends the connection of a client, if there is one; MQTT 5 clients are told why.</summary>
    /// <returns>False when no such client is connected.</returns>
    public bool Disconnect(string clientId, MqttReasonCode reasonCode = MqttReasonCode.AdministrativeAction)
        => throw new NotSupportedException();
}
