using System.Text;

namespace Facilities.Mqtt;

/// <summary>Walks a property block without its length, one property at a time. Throws on unknown identifiers and bad formats.</summary>
internal ref struct MqttPropertyReader(ReadOnlySpan<byte> block)
{
    private MqttBodyReader _reader = new(block);

    public MqttPropertyId Id { get; private set; }

    public MqttPropertyRule Rule { get; private set; }

    /// <summary>Value of the numeric formats.</summary>
    public uint Number { get; private set; }

    /// <summary>Value of strings and binary; the name of a pair.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>The value of a pair.</summary>
    public ReadOnlySpan<byte> PairValue { get; private set; }

    /// <summary>Where the current property begins in the block.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _reader.Position;

    public bool MoveNext()
    {
        if (_reader.AtEnd)
            return false;
        Start = _reader.Position;
        var id = _reader.ReadVariableByteInteger();
        Rule = MqttPropertyRule.For(id);
        Id = (MqttPropertyId)id;
        switch (Rule.Format)
        {
            case MqttPropertyFormat.Byte:
            case MqttPropertyFormat.Flag:
                Number = _reader.ReadByte();
                break;
            case MqttPropertyFormat.UInt16:
                Number = _reader.ReadUInt16();
                break;
            case MqttPropertyFormat.UInt32:
                Number = _reader.ReadUInt32();
                break;
            case MqttPropertyFormat.VariableByteInteger:
                Number = _reader.ReadVariableByteInteger();
                break;
            case MqttPropertyFormat.String:
                Data = _reader.ReadUtf8();
                break;
            case MqttPropertyFormat.Binary:
                Data = _reader.ReadBinary();
                break;
            case MqttPropertyFormat.StringPair:
                Data = _reader.ReadUtf8();
                PairValue = _reader.ReadUtf8();
                break;
            default:
                MqttErrors.Malformed("MQTT-2.2.2.2", $"Property 0x{id:X2} doesn't exist");
                break;
        }

        return true;
    }

    /// <summary>Puts the current property into <paramref name="into"/>.</summary>
    public readonly void Store(MqttProperties into)
    {
        switch (Id)
        {
            case MqttPropertyId.PayloadFormatIndicator: into.PayloadFormatIndicator = (byte)Number; break;
            case MqttPropertyId.MessageExpiryInterval: into.MessageExpiryIntervalSeconds = Number; break;
            case MqttPropertyId.ContentType: into.ContentType = Text; break;
            case MqttPropertyId.ResponseTopic: into.ResponseTopic = Text; break;
            case MqttPropertyId.CorrelationData: into.CorrelationData = Data.ToArray(); break;
            case MqttPropertyId.SubscriptionIdentifier: into.SubscriptionIdentifiers.Add(Number); break;
            case MqttPropertyId.SessionExpiryInterval: into.SessionExpiryIntervalSeconds = Number; break;
            case MqttPropertyId.AssignedClientIdentifier: into.AssignedClientIdentifier = Text; break;
            case MqttPropertyId.ServerKeepAlive: into.ServerKeepAliveSeconds = (ushort)Number; break;
            case MqttPropertyId.AuthenticationMethod: into.AuthenticationMethod = Text; break;
            case MqttPropertyId.AuthenticationData: into.AuthenticationData = Data.ToArray(); break;
            case MqttPropertyId.RequestProblemInformation: into.RequestProblemInformation = Number != 0; break;
            case MqttPropertyId.WillDelayInterval: into.WillDelayIntervalSeconds = Number; break;
            case MqttPropertyId.RequestResponseInformation: into.RequestResponseInformation = Number != 0; break;
            case MqttPropertyId.ResponseInformation: into.ResponseInformation = Text; break;
            case MqttPropertyId.ServerReference: into.ServerReference = Text; break;
            case MqttPropertyId.ReasonString: into.ReasonString = Text; break;
            case MqttPropertyId.ReceiveMaximum: into.ReceiveMaximum = (ushort)Number; break;
            case MqttPropertyId.TopicAliasMaximum: into.TopicAliasMaximum = (ushort)Number; break;
            case MqttPropertyId.TopicAlias: into.TopicAlias = (ushort)Number; break;
            case MqttPropertyId.MaximumQoS: into.MaximumQoS = (MqttQualityOfService)Number; break;
            case MqttPropertyId.RetainAvailable: into.RetainAvailable = Number != 0; break;
            case MqttPropertyId.UserProperty:
                into.UserProperties.Add(new MqttUserProperty(Text, Encoding.UTF8.GetString(PairValue)));
                break;
            case MqttPropertyId.MaximumPacketSize: into.MaximumPacketSizeBytes = Number; break;
            case MqttPropertyId.WildcardSubscriptionAvailable: into.WildcardSubscriptionAvailable = Number != 0; break;
            case MqttPropertyId.SubscriptionIdentifierAvailable: into.SubscriptionIdentifiersAvailable = Number != 0; break;
            case MqttPropertyId.SharedSubscriptionAvailable: into.SharedSubscriptionAvailable = Number != 0; break;
        }
    }

    private readonly string Text => Encoding.UTF8.GetString(Data);
}
