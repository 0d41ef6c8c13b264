using System.Collections.Concurrent;
using System.Text;
using Facilities.Operations.Assets;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// Finds what a topic name means by its bytes. Native topics of registered assets are remembered, at most <see cref="Capacity"/> of them, and looked
/// up anew when the asset directory has changed; names of strangers are parsed each time, so that they can't fill the memory. Thread-safe.
/// </summary>
internal sealed class TopicMap(AssetDirectory directory)
{
    /// <summary>300,000 assets (performance.md, a city) with their three topics.</summary>
    public const int Capacity = 1_000_000;

    private readonly ConcurrentDictionary<byte[], TopicRoute> _routes = new(Utf8KeyComparer.Instance);

    /// <summary>Allocates nothing when the topic is known and the directory hasn't changed since.</summary>
    public TopicRoute Find(ReadOnlySpan<byte> topic)
    {
        var lookup = _routes.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(topic, out var route) && route.DirectoryVersion == directory.Version) return route;
        var fresh = Resolve(topic);
        if (fresh.IsKnown && (route is not null || _routes.Count < Capacity)) lookup[topic] = fresh;
        else if (route is not null) lookup.TryRemove(topic, out _);
        return fresh;
    }

    private TopicRoute Resolve(ReadOnlySpan<byte> topic)
    {
        var name = TopicName.Parse(topic);
        // The version is read first: a change in between only means one more lookup.
        var version = directory.Version;
        var site = Encoding.UTF8.GetString(name.Site);
        var asset = Encoding.UTF8.GetString(name.Asset);
        var known = name.Kind is TopicKind.Telemetry or TopicKind.Event or TopicKind.State && directory.TryGet(site, asset, out var entry) ? entry : null;
        return new TopicRoute
        {
            Kind = name.Kind,
            Topic = Encoding.UTF8.GetString(topic),
            Site = site,
            Asset = asset,
            Source = known?.Source ?? default,
            Points = known?.Points ?? Telemetry.PointTable.Empty,
            DirectoryVersion = version,
        };
    }
}
