namespace Facilities.Mqtt;

/// <summary>Writes <see cref="MqttProperties"/> in the order of their identifiers.</summary>
internal static class MqttPropertyWriter
{
    /// <summary>Writes the block with its length.</summary>
    public static void WriteBlock(MqttPacketBuffer to, MqttProperties? properties)
    {
        var start = to.BeginBlock();
        if (properties is not null)
            Write(to, properties);
        to.EndBlock(start);
    }

    /// <summary>The properties alone, as <see cref="MqttPublish.PropertyBytes"/> has them.</summary>
    public static byte[] ToArray(MqttProperties? properties)
    {
        if (properties is null)
            return [];
        using var buffer = new MqttPacketBuffer();
        Write(buffer, properties);
        return buffer.Written.ToArray();
    }

    /// <summary>Writes the properties without a length.</summary>
    public static void Write(MqttPacketBuffer to, MqttProperties p)
    {
        Byte(to, MqttPropertyId.PayloadFormatIndicator, p.PayloadFormatIndicator);
        UInt32(to, MqttPropertyId.MessageExpiryInterval, p.MessageExpiryIntervalSeconds);
        String(to, MqttPropertyId.ContentType, p.ContentType);
        String(to, MqttPropertyId.ResponseTopic, p.ResponseTopic);
        Binary(to, MqttPropertyId.CorrelationData, p.CorrelationData);
        foreach (var id in p.SubscriptionIdentifiers)
        {
            to.WriteByte((byte)MqttPropertyId.SubscriptionIdentifier);
            to.WriteVariableByteInteger(id);
        }

        UInt32(to, MqttPropertyId.SessionExpiryInterval, p.SessionExpiryIntervalSeconds);
        String(to, MqttPropertyId.AssignedClientIdentifier, p.AssignedClientIdentifier);
        UInt16(to, MqttPropertyId.ServerKeepAlive, p.ServerKeepAliveSeconds);
        String(to, MqttPropertyId.AuthenticationMethod, p.AuthenticationMethod);
        Binary(to, MqttPropertyId.AuthenticationData, p.AuthenticationData);
        Flag(to, MqttPropertyId.RequestProblemInformation, p.RequestProblemInformation);
        UInt32(to, MqttPropertyId.WillDelayInterval, p.WillDelayIntervalSeconds);
        Flag(to, MqttPropertyId.RequestResponseInformation, p.RequestResponseInformation);
        String(to, MqttPropertyId.ResponseInformation, p.ResponseInformation);
        String(to, MqttPropertyId.ServerReference, p.ServerReference);
        String(to, MqttPropertyId.ReasonString, p.ReasonString);
        UInt16(to, MqttPropertyId.ReceiveMaximum, p.ReceiveMaximum);
        UInt16(to, MqttPropertyId.TopicAliasMaximum, p.TopicAliasMaximum);
        UInt16(to, MqttPropertyId.TopicAlias, p.TopicAlias);
        Byte(to, MqttPropertyId.MaximumQoS, (byte?)p.MaximumQoS);
        Flag(to, MqttPropertyId.RetainAvailable, p.RetainAvailable);
        foreach (var pair in p.UserProperties)
        {
            String(to, MqttPropertyId.UserProperty, pair.Name);
            to.WriteString(pair.Value);
        }

        UInt32(to, MqttPropertyId.MaximumPacketSize, p.MaximumPacketSizeBytes);
        Flag(to, MqttPropertyId.WildcardSubscriptionAvailable, p.WildcardSubscriptionAvailable);
        Flag(to, MqttPropertyId.SubscriptionIdentifierAvailable, p.SubscriptionIdentifiersAvailable);
        Flag(to, MqttPropertyId.SharedSubscriptionAvailable, p.SharedSubscriptionAvailable);
    }

    private static void Flag(MqttPacketBuffer to, MqttPropertyId id, bool? value) => Byte(to, id, value is { } v ? (byte)(v ? 1 : 0) : null);

    private static void Byte(MqttPacketBuffer to, MqttPropertyId id, byte? value)
    {
        if (value is not { } v)
            return;
        to.WriteByte((byte)id);
        to.WriteByte(v);
    }

    private static void UInt16(MqttPacketBuffer to, MqttPropertyId id, ushort? value)
    {
        if (value is not { } v)
            return;
        to.WriteByte((byte)id);
        to.WriteUInt16(v);
    }

    private static void UInt32(MqttPacketBuffer to, MqttPropertyId id, uint? value)
    {
        if (value is not { } v)
            return;
        to.WriteByte((byte)id);
        to.WriteUInt32(v);
    }

    private static void String(MqttPacketBuffer to, MqttPropertyId id, string? value)
    {
        if (value is null)
            return;
        to.WriteByte((byte)id);
        to.WriteString(value);
    }

    private static void Binary(MqttPacketBuffer to, MqttPropertyId id, ReadOnlyMemory<byte>? value)
    {
        if (value is not { } v)
            return;
        to.WriteByte((byte)id);
        to.WriteBinary(v.Span);
    }
}
