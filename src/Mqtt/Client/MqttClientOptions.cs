namespace Facilities.Mqtt;

/// <summary>How a <see cref="MqttClient"/> connects. Runs on its defaults against a local server.</summary>
public sealed record MqttClientOptions
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 1883;

    public MqttProtocolVersion ProtocolVersion { get; init; } = MqttProtocolVersion.V500;

    /// <summary>Empty: the server makes one (needs <see cref="CleanStart"/> in 3.1.1).</summary>
    public string ClientId { get; init; } = "";

    public string? Username { get; init; }

    public string? Password { get; init; }

    public bool CleanStart { get; init; } = true;

    /// <summary>MQTT 5: how long the server keeps the session after the connection. Zero = not at all.</summary>
    public TimeSpan SessionExpiryInterval { get; init; }

    /// <summary>Kept from connection to connection; null = what is unacknowledged when the connection ends is not sent again.</summary>
    public MqttClientSession? Session { get; init; }

    /// <summary>Pings are sent when nothing else was for this long; zero = never. Whole seconds, at most 65,535.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    public MqttWill? Will { get; init; }

    /// <summary>TCP connect and CONNACK together; also the wait for SUBACK, UNSUBACK and PINGRESP.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// QoS 1 and 2 publishes without acknowledgement before <see cref="MqttClient.PublishAsync"/> waits; the server's receive
    /// maximum lowers it. 1–65,535.
    /// </summary>
    public int MaximumInFlight { get; init; } = 1_000;

    /// <summary>Bytes written but not yet sent before publishing waits. One socket buffer's worth keeps it busy.</summary>
    public int MaximumUnsentBytes { get; init; } = 256 * 1024;

    /// <summary>Largest packet taken from the server; announced in MQTT 5.</summary>
    public int MaximumPacketSizeBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// QoS 1 and 2 messages the server may send before their exchange is done; announced in MQTT 5. Zero = not announced, 65,535.
    /// </summary>
    public int ReceiveMaximum { get; init; }

    /// <summary>Topic aliases the server may set, announced in MQTT 5: repeated topics are two bytes then. Zero = none.</summary>
    public int TopicAliasMaximum { get; init; } = 32;

    /// <summary>Sets topic aliases if the server takes them. Saves bytes where topics repeat, and costs a search per message.</summary>
    public bool UseTopicAliases { get; init; }

    /// <summary>
    /// Receives messages, one at a time, in order; the view is valid until it completes, and QoS 1 is acknowledged after it.
    /// While it is pending nothing more is read, so it must not wait for an acknowledgement or a SUBACK of the same client. An
    /// exception ends the connection. Null: messages are acknowledged and dropped.
    /// </summary>
    public Func<MqttPublish, CancellationToken, ValueTask>? MessageReceived { get; init; }

    /// <summary>Told about each acknowledgement of <see cref="MqttClient.PostAsync"/>; null = only counted.</summary>
    public IMqttPublishObserver? PublishObserver { get; init; }
}
