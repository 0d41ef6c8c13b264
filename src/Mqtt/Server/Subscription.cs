using System.Text;

namespace Facilities.Mqtt;

/// <summary>One subscription of one session.</summary>
/// <param name="Session">Who wants it.</param>
/// <param name="Filter">What and how; with <c>$share/{name}/</c> in front if it is shared.</param>
/// <param name="Identifier">MQTT 5 subscription identifier; 0 = none.</param>
internal sealed record Subscription(MqttSession Session, MqttTopicFilter Filter, uint Identifier)
{
    /// <summary>Name of the group it shares with; null = its own.</summary>
    public string? ShareName { get; } = MqttTopic.ShareOf(Filter.Filter);

    /// <summary>The filter that topics are compared with, without the share.</summary>
    public byte[] Path { get; } = PathOf(Filter.Filter);

    /// <summary>What <see cref="Path"/> is of a filter.</summary>
    public static byte[] PathOf(string filter) => Encoding.UTF8.GetBytes(MqttTopic.WithoutShare(filter));
}
