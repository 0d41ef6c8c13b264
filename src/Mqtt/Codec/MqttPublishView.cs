namespace Facilities.Mqtt;

/// <summary>
/// Where the parts of a PUBLISH body lie (§3.3); nothing is copied.
/// <code>
///   topic name      2 bytes length, UTF-8
///   packet id       2 bytes, QoS 1 and 2 only
///   properties      variable byte length, MQTT 5 only
///   payload         the rest
/// </code>
/// </summary>
internal readonly struct MqttPublishView
{
    private const int TopicStart = 2;

    private readonly byte _firstByte;
    private readonly int _topicLength;
    private readonly int _propertiesStart;
    private readonly int _propertiesLength;
    private readonly int _payloadStart;

    private MqttPublishView(byte firstByte, int topicLength, ushort packetIdentifier, int propertiesStart, int propertiesLength, int payloadStart)
    {
        _firstByte = firstByte;
        _topicLength = topicLength;
        PacketIdentifier = packetIdentifier;
        _propertiesStart = propertiesStart;
        _propertiesLength = propertiesLength;
        _payloadStart = payloadStart;
    }

    public ushort PacketIdentifier { get; }

    public MqttQualityOfService QoS => QoSOf(_firstByte);

    public bool HasTopic => _topicLength > 0;

    public bool HasProperties => _propertiesLength > 0;

    public static MqttQualityOfService QoSOf(byte firstByte) => (MqttQualityOfService)((firstByte >> 1) & 3);

    /// <summary>Checks and measures a body. In 3.1.1 and without an alias the topic must not be empty.</summary>
    /// <exception cref="MqttProtocolException">Malformed.</exception>
    public static MqttPublishView Read(byte firstByte, ReadOnlySpan<byte> body, MqttProtocolVersion version, MqttPeer from)
    {
        var reader = new MqttBodyReader(body);
        var topic = reader.ReadUtf8();
        if (topic.IndexOfAny((byte)'+', (byte)'#') >= 0)
            MqttErrors.Throw(MqttReasonCode.TopicNameInvalid, "MQTT-3.3.2-2", "A topic name contains a wildcard");
        var id = (firstByte & 0x06) == 0 ? (ushort)0 : reader.ReadPacketIdentifier();
        var propertiesLength = 0;
        if (version == MqttProtocolVersion.V500)
            propertiesLength = MqttPropertyBlock.ReadValidated(ref reader, MqttPacketType.Publish, from).Length;
        var payloadStart = reader.Position;
        if (topic.IsEmpty && (propertiesLength == 0 || TopicAliasIn(body.Slice(payloadStart - propertiesLength, propertiesLength)) == 0))
            MqttErrors.Protocol("MQTT-4.7.3-1", "A topic name is empty");
        return new MqttPublishView(firstByte, topic.Length, id, payloadStart - propertiesLength, propertiesLength, payloadStart);
    }

    /// <summary>The topic alias of a property block; 0 = none.</summary>
    public static ushort TopicAliasIn(ReadOnlySpan<byte> properties)
    {
        var reader = new MqttPropertyReader(properties);
        while (reader.MoveNext())
        {
            if (reader.Id == MqttPropertyId.TopicAlias)
                return (ushort)reader.Number;
        }

        return 0;
    }

    /// <summary>The view on a body that lives in memory.</summary>
    public MqttPublish On(ReadOnlyMemory<byte> body) => new(
        body.Slice(TopicStart, _topicLength),
        body[_payloadStart..],
        QoS,
        (_firstByte & 0x01) != 0,
        (_firstByte & 0x08) != 0,
        PacketIdentifier,
        body.Slice(_propertiesStart, _propertiesLength));

    /// <summary>The encoded properties in the body.</summary>
    public ReadOnlySpan<byte> Properties(ReadOnlySpan<byte> body) => body.Slice(_propertiesStart, _propertiesLength);
}
