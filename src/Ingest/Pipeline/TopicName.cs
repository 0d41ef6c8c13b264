namespace Facilities.Ingest.Pipeline;

/// <summary>
/// The parts of a topic name, as views into its bytes:
/// <code>
/// fm/v1/{site}/{asset}/telemetry|event|state        devices write
/// fm/v1/{site}/{asset}/fault/{id} | verdict/{id}    the service writes
/// $facilities/…                                     the service writes
/// </code>
/// </summary>
internal readonly ref struct TopicName
{
    private TopicName(TopicKind kind, ReadOnlySpan<byte> site, ReadOnlySpan<byte> asset)
    {
        Kind = kind;
        Site = site;
        Asset = asset;
    }

    public TopicKind Kind { get; }

    public ReadOnlySpan<byte> Site { get; }

    public ReadOnlySpan<byte> Asset { get; }

    public static TopicName Parse(ReadOnlySpan<byte> topic)
    {
        if (topic.StartsWith("fm/v1/"u8)) return Native(topic["fm/v1/"u8.Length..]);
        return new(topic.StartsWith("$facilities/"u8) ? TopicKind.Service : TopicKind.Foreign, [], []);
    }

    private static TopicName Native(ReadOnlySpan<byte> rest)
    {
        var siteEnd = rest.IndexOf((byte)'/');
        if (siteEnd <= 0) return new(TopicKind.Unknown, [], []);
        var site = rest[..siteEnd];
        rest = rest[(siteEnd + 1)..];
        var assetEnd = rest.IndexOf((byte)'/');
        if (assetEnd <= 0) return new(TopicKind.Unknown, [], []);
        return new(NativeKind(rest[(assetEnd + 1)..]), site, rest[..assetEnd]);
    }

    private static TopicKind NativeKind(ReadOnlySpan<byte> levels)
    {
        if (levels.SequenceEqual("telemetry"u8)) return TopicKind.Telemetry;
        if (levels.SequenceEqual("event"u8)) return TopicKind.Event;
        if (levels.SequenceEqual("state"u8)) return TopicKind.State;
        return levels.StartsWith("fault/"u8) || levels.StartsWith("verdict/"u8) ? TopicKind.Service : TopicKind.Unknown;
    }
}
