using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Telemetry;

namespace Facilities.Operations.Diagrams;

/// <summary>
/// What the nodes of a diagram say now. It reads the newest values of their assets at once and touches no other table, so that a page may ask every
/// second; the diagram was cut to the caller's scope. Thread-safe.
/// </summary>
public sealed class DiagramValues(AssetDirectory directory, NewestValues newest, SiteClock clock)
{
    /// <summary>One state per node, in the nodes' order.</summary>
    /// <exception cref="StoreUnavailableException">The store is away and nothing is known from memory.</exception>
    public async Task<IReadOnlyList<NodeState>> OfAsync(IReadOnlyList<SystemNode> nodes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var entries = new Dictionary<AssetId, AssetEntry>();
        foreach (var asset in nodes.SelectMany(node => node.Sources))
        {
            if (!entries.ContainsKey(asset) && directory.TryGet(new SourceId(asset.Value), out var entry)) entries.Add(asset, entry);
        }

        var last = entries.Count == 0 ? [] : await newest.OfAsync([.. entries.Values.Select(entry => entry.Source)], cancellationToken).ConfigureAwait(false);
        var values = last.ToDictionary(value => (value.Source.Value, value.Point));
        var heard = last.GroupBy(value => value.Source.Value).ToDictionary(source => source.Key, source => source.Max(value => value.TimestampUnixMs));
        var now = clock.NowUnixMs;
        return [.. nodes.Select(node => new NodeState(
            [.. node.Readings.Select(reading => Read(reading)).OfType<NodeValue>()],
            node.Runs is { } runs && Read(runs) is { Freshness: FreshnessState.Fresh, Value: { } on } ? on != 0 : null))];

        NodeValue? Read(NodeReading reading)
        {
            NodeValue? best = null;
            foreach (var asset in reading.Assets)
            {
                if (!entries.TryGetValue(asset, out var entry) || entry.Template.Point(reading.Point) is not { } point) continue;
                if (!values.TryGetValue((entry.Source.Value, point.Definition.No), out var value))
                {
                    best ??= new NodeValue(null, point, null, null, FreshnessState.Never);
                    continue;
                }

                var state = PointFreshnessRule.StateOf(point.Definition, entry.Template.Heartbeat, value, heard[entry.Source.Value], now);
                var at = DateTimeOffset.FromUnixTimeMilliseconds(value.TimestampUnixMs);
                var read = new NodeValue(asset, point, double.IsFinite(value.Value) ? value.Value : null, at, state);
                if (state == FreshnessState.Fresh) return read;
                if (best?.At is null || at > best.At) best = read;
            }

            return best;
        }
    }
}
