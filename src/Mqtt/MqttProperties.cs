namespace Facilities.Mqtt;

/// <summary>
/// The properties of one MQTT 5 packet or will (§2.2.2), decoded; null means absent. Which of them a packet may carry is
/// checked by the codec. MQTT 3.1.1 packets have none. Not thread-safe while being filled.
/// </summary>
public sealed class MqttProperties
{
    /// <summary>0x01: 0 = bytes, 1 = UTF-8 text.</summary>
    public byte? PayloadFormatIndicator { get; set; }

    /// <summary>0x02, seconds.</summary>
    public uint? MessageExpiryIntervalSeconds { get; set; }

    /// <summary>0x03.</summary>
    public string? ContentType { get; set; }

    /// <summary>0x08, a topic name.</summary>
    public string? ResponseTopic { get; set; }

    /// <summary>0x09.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; set; }

    /// <summary>0x0B; more than one only in a PUBLISH from the server.</summary>
    public IList<uint> SubscriptionIdentifiers => field ??= [];

    /// <summary>0x11, seconds; 0xFFFFFFFF = never expires.</summary>
    public uint? SessionExpiryIntervalSeconds { get; set; }

    /// <summary>0x12.</summary>
    public string? AssignedClientIdentifier { get; set; }

    /// <summary>0x13, seconds.</summary>
    public ushort? ServerKeepAliveSeconds { get; set; }

    /// <summary>0x15.</summary>
    public string? AuthenticationMethod { get; set; }

    /// <summary>0x16.</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; set; }

    /// <summary>0x17.</summary>
    public bool? RequestProblemInformation { get; set; }

    /// <summary>0x18, seconds.</summary>
    public uint? WillDelayIntervalSeconds { get; set; }

    /// <summary>0x19.</summary>
    public bool? RequestResponseInformation { get; set; }

    /// <summary>0x1A.</summary>
    public string? ResponseInformation { get; set; }

    /// <summary>0x1C.</summary>
    public string? ServerReference { get; set; }

    /// <summary>0x1F, for people.</summary>
    public string? ReasonString { get; set; }

    /// <summary>0x21, QoS 1 and 2 publishes in flight; absent = 65,535.</summary>
    public ushort? ReceiveMaximum { get; set; }

    /// <summary>0x22; absent = no aliases.</summary>
    public ushort? TopicAliasMaximum { get; set; }

    /// <summary>0x23.</summary>
    public ushort? TopicAlias { get; set; }

    /// <summary>0x24; absent = QoS 2.</summary>
    public MqttQualityOfService? MaximumQoS { get; set; }

    /// <summary>0x25; absent = true.</summary>
    public bool? RetainAvailable { get; set; }

    /// <summary>0x26.</summary>
    public IList<MqttUserProperty> UserProperties => field ??= [];

    /// <summary>0x27, bytes of a whole packet; absent = no limit.</summary>
    public uint? MaximumPacketSizeBytes { get; set; }

    /// <summary>0x28; absent = true.</summary>
    public bool? WildcardSubscriptionAvailable { get; set; }

    /// <summary>0x29; absent = true.</summary>
    public bool? SubscriptionIdentifiersAvailable { get; set; }

    /// <summary>0x2A; absent = true.</summary>
    public bool? SharedSubscriptionAvailable { get; set; }
}
