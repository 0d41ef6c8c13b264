namespace Facilities.Mqtt;

/// <summary>One row of table 2-4: format and the packets that may carry it.</summary>
/// <param name="Format">On the wire.</param>
/// <param name="FromClient">Bit n: packet type n sent by a client may carry it; bit 0 stands for will properties.</param>
/// <param name="FromServer">The same for packets sent by a server.</param>
/// <param name="NotZero">Zero is a protocol error.</param>
internal readonly record struct MqttPropertyRule(MqttPropertyFormat Format, ushort FromClient, ushort FromServer, bool NotZero = false)
{
    private const ushort Will = 1 << 0;
    private const ushort Connect = 1 << (int)MqttPacketType.Connect;
    private const ushort ConnAck = 1 << (int)MqttPacketType.ConnAck;
    private const ushort Publish = 1 << (int)MqttPacketType.Publish;
    private const ushort Subscribe = 1 << (int)MqttPacketType.Subscribe;
    private const ushort Unsubscribe = 1 << (int)MqttPacketType.Unsubscribe;
    private const ushort Disconnect = 1 << (int)MqttPacketType.Disconnect;
    private const ushort Auth = 1 << (int)MqttPacketType.Auth;

    private const ushort Answers = (1 << (int)MqttPacketType.PubAck) | (1 << (int)MqttPacketType.PubRec)
        | (1 << (int)MqttPacketType.PubRel) | (1 << (int)MqttPacketType.PubComp);

    private const ushort SubAnswers = (1 << (int)MqttPacketType.SubAck) | (1 << (int)MqttPacketType.UnsubAck);

    private static readonly MqttPropertyRule[] Table = Build();

    /// <summary>The rule for an identifier; <see cref="MqttPropertyFormat.None"/> for unknown ones.</summary>
    public static MqttPropertyRule For(uint id) => id < (uint)Table.Length ? Table[id] : default;

    /// <summary>May a packet carry it? <paramref name="packet"/> 0 stands for will properties.</summary>
    public bool Allows(MqttPacketType packet, MqttPeer from)
        => ((from == MqttPeer.Client ? FromClient : FromServer) & (1 << (int)packet)) != 0;

    private static MqttPropertyRule[] Build()
    {
        var table = new MqttPropertyRule[0x2B];
        void Add(MqttPropertyId id, MqttPropertyFormat format, ushort client, ushort server, bool notZero = false)
            => table[(int)id] = new MqttPropertyRule(format, client, server, notZero);

        Add(MqttPropertyId.PayloadFormatIndicator, MqttPropertyFormat.Flag, Publish | Will, Publish);
        Add(MqttPropertyId.MessageExpiryInterval, MqttPropertyFormat.UInt32, Publish | Will, Publish);
        Add(MqttPropertyId.ContentType, MqttPropertyFormat.String, Publish | Will, Publish);
        Add(MqttPropertyId.ResponseTopic, MqttPropertyFormat.String, Publish | Will, Publish);
        Add(MqttPropertyId.CorrelationData, MqttPropertyFormat.Binary, Publish | Will, Publish);
        // A client's PUBLISH must not carry it [MQTT-3.3.4-6].
        Add(MqttPropertyId.SubscriptionIdentifier, MqttPropertyFormat.VariableByteInteger, Subscribe, Publish, notZero: true);
        Add(MqttPropertyId.SessionExpiryInterval, MqttPropertyFormat.UInt32, Connect | Disconnect, ConnAck);
        Add(MqttPropertyId.AssignedClientIdentifier, MqttPropertyFormat.String, 0, ConnAck);
        Add(MqttPropertyId.ServerKeepAlive, MqttPropertyFormat.UInt16, 0, ConnAck);
        Add(MqttPropertyId.AuthenticationMethod, MqttPropertyFormat.String, Connect | Auth, ConnAck | Auth);
        Add(MqttPropertyId.AuthenticationData, MqttPropertyFormat.Binary, Connect | Auth, ConnAck | Auth);
        Add(MqttPropertyId.RequestProblemInformation, MqttPropertyFormat.Flag, Connect, 0);
        Add(MqttPropertyId.WillDelayInterval, MqttPropertyFormat.UInt32, Will, 0);
        Add(MqttPropertyId.RequestResponseInformation, MqttPropertyFormat.Flag, Connect, 0);
        Add(MqttPropertyId.ResponseInformation, MqttPropertyFormat.String, 0, ConnAck);
        Add(MqttPropertyId.ServerReference, MqttPropertyFormat.String, 0, ConnAck | Disconnect);
        Add(MqttPropertyId.ReasonString, MqttPropertyFormat.String, Answers | Disconnect | Auth,
            ConnAck | Answers | SubAnswers | Disconnect | Auth);
        Add(MqttPropertyId.ReceiveMaximum, MqttPropertyFormat.UInt16, Connect, ConnAck, notZero: true);
        Add(MqttPropertyId.TopicAliasMaximum, MqttPropertyFormat.UInt16, Connect, ConnAck);
        Add(MqttPropertyId.TopicAlias, MqttPropertyFormat.UInt16, Publish, Publish, notZero: true);
        Add(MqttPropertyId.MaximumQoS, MqttPropertyFormat.Flag, 0, ConnAck);
        Add(MqttPropertyId.RetainAvailable, MqttPropertyFormat.Flag, 0, ConnAck);
        Add(MqttPropertyId.UserProperty, MqttPropertyFormat.StringPair,
            Connect | Publish | Will | Answers | Subscribe | Unsubscribe | Disconnect | Auth,
            ConnAck | Publish | Answers | SubAnswers | Disconnect | Auth);
        Add(MqttPropertyId.MaximumPacketSize, MqttPropertyFormat.UInt32, Connect, ConnAck, notZero: true);
        Add(MqttPropertyId.WildcardSubscriptionAvailable, MqttPropertyFormat.Flag, 0, ConnAck);
        Add(MqttPropertyId.SubscriptionIdentifierAvailable, MqttPropertyFormat.Flag, 0, ConnAck);
        Add(MqttPropertyId.SharedSubscriptionAvailable, MqttPropertyFormat.Flag, 0, ConnAck);
        return table;
    }
}
