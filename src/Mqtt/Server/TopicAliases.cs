namespace Facilities.Mqtt;

/// <summary>Topic aliases that a peer set on one connection (MQTT 5 §3.3.2.3.4). Made when the first one comes; used by one loop only.</summary>
internal sealed class TopicAliases(int maximum)
{
    private readonly byte[]?[] _topics = new byte[]?[maximum + 1];

    /// <summary>The topic of a publish that names an alias: remembered if it has a topic, else what was remembered.</summary>
    /// <exception cref="MqttProtocolException">Beyond the maximum, or nothing is remembered.</exception>
    public ReadOnlyMemory<byte> Resolve(ushort alias, ReadOnlyMemory<byte> topic)
    {
        if (alias > maximum)
            MqttErrors.Throw(MqttReasonCode.TopicAliasInvalid, "MQTT-3.3.2-9", $"Topic alias {alias} is beyond the maximum of {maximum}");
        var known = _topics[alias];
        if (topic.IsEmpty)
        {
            if (known is null)
                MqttErrors.Protocol("MQTT-3.3.2.3.4", $"Topic alias {alias} stands for nothing yet");
            return known;
        }

        if (known is null || !topic.Span.SequenceEqual(known))
            _topics[alias] = topic.ToArray();
        return topic;
    }
}
