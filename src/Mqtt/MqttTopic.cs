using System.Text;
using System.Text.Unicode;

namespace Facilities.Mqtt;

/// <summary>Topic names and filters (MQTT 5 §4.7): validity and matching, on UTF-8 bytes.</summary>
public static class MqttTopic
{
    /// <summary>Longest name or filter on the wire, bytes [MQTT-4.7.3-3].</summary>
    public const int MaximumLengthBytes = 65_535;

    /// <summary>Prefix of shared subscriptions (§4.8.2).</summary>
    private static ReadOnlySpan<byte> SharePrefix => "$share/"u8;

    /// <summary>At least one character, well-formed, no NUL, no wildcard [MQTT-4.7.0-1, 4.7.3-1 to -3].</summary>
    public static bool IsValidName(ReadOnlySpan<byte> topic)
        => topic.Length is > 0 and <= MaximumLengthBytes
            && topic.IndexOfAny((byte)'#', (byte)'+', (byte)0) < 0
            && Utf8.IsValid(topic);

    /// <inheritdoc cref="IsValidName(ReadOnlySpan{byte})"/>
    public static bool IsValidName(string topic) => IsValidName(Encoding.UTF8.GetBytes(topic));

    /// <summary>
    /// As a name, and wildcards fill whole levels, <c>#</c> only the last [MQTT-4.7.1-1, -2]; a shared subscription has a
    /// share name without wildcards and a filter behind it [MQTT-4.8.2-1, -2].
    /// </summary>
    public static bool IsValidFilter(ReadOnlySpan<byte> filter)
    {
        if (filter.Length is 0 or > MaximumLengthBytes || filter.Contains((byte)0) || !Utf8.IsValid(filter))
            return false;
        if (IsShared(filter))
        {
            var rest = filter[SharePrefix.Length..];
            var slash = rest.IndexOf((byte)'/');
            if (slash < 1 || slash == rest.Length - 1 || rest[..slash].IndexOfAny((byte)'#', (byte)'+') >= 0)
                return false;
            filter = rest[(slash + 1)..];
        }

        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i] is not ((byte)'+' or (byte)'#'))
                continue;
            var last = i == filter.Length - 1;
            if ((i > 0 && filter[i - 1] != '/') || (!last && (filter[i] == '#' || filter[i + 1] != '/')))
                return false;
        }

        return true;
    }

    /// <inheritdoc cref="IsValidFilter(ReadOnlySpan{byte})"/>
    public static bool IsValidFilter(string filter) => IsValidFilter(Encoding.UTF8.GetBytes(filter));

    /// <summary>Is the filter a shared subscription?</summary>
    public static bool IsShared(ReadOnlySpan<byte> filter) => filter.StartsWith(SharePrefix);

    /// <summary>The share name of a valid filter; null = it isn't shared.</summary>
    public static string? ShareOf(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.StartsWith("$share/", StringComparison.Ordinal) ? filter[SharePrefix.Length..filter.IndexOf('/', SharePrefix.Length)] : null;
    }

    /// <summary>What topics are compared with: a valid filter without the share before it.</summary>
    public static string WithoutShare(string filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter.StartsWith("$share/", StringComparison.Ordinal) ? filter[(filter.IndexOf('/', SharePrefix.Length) + 1)..] : filter;
    }

    /// <summary>
    /// Does a valid filter match a valid name? Level by level; a wildcard at the beginning doesn't match a name that begins
    /// with <c>$</c> [MQTT-4.7.2-1]. The reference for the subscription tree.
    /// </summary>
    public static bool Matches(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> topic)
    {
        if (topic[0] == '$' && (filter[0] == '+' || filter[0] == '#'))
            return false;
        while (true)
        {
            var filterLevel = TakeLevel(ref filter, out var filterEnded);
            if (filterLevel is [(byte)'#'])
                return true;
            var topicLevel = TakeLevel(ref topic, out var topicEnded);
            if (filterLevel is not [(byte)'+'] && !filterLevel.SequenceEqual(topicLevel))
                return false;
            // "sport/#" matches "sport" too: # includes the parent level.
            if (topicEnded)
                return filterEnded || filter is [(byte)'#'];
            if (filterEnded)
                return false;
        }
    }

    /// <inheritdoc cref="Matches(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static bool Matches(string filter, string topic) => Matches(Encoding.UTF8.GetBytes(filter), Encoding.UTF8.GetBytes(topic));

    /// <summary>Number of levels: separators plus one.</summary>
    internal static int CountLevels(ReadOnlySpan<byte> topic) => topic.Count((byte)'/') + 1;

    /// <summary>Cuts the first level off; <paramref name="ended"/> when it was the last.</summary>
    internal static ReadOnlySpan<byte> TakeLevel(ref ReadOnlySpan<byte> rest, out bool ended)
    {
        var slash = rest.IndexOf((byte)'/');
        ended = slash < 0;
        var level = ended ? rest : rest[..slash];
        rest = ended ? [] : rest[(slash + 1)..];
        return level;
    }
}
