using System.Collections.Frozen;

namespace Facilities.Telemetry;

/// <summary>What is to be kept of a source. Immutable.</summary>
public sealed record SourceRetention
{
    /// <summary>For every point that isn't named in <see cref="Points"/>.</summary>
    public required RetentionRule Default { get; init; }

    public IReadOnlyDictionary<ushort, RetentionRule> Points { get; init; } = FrozenDictionary<ushort, RetentionRule>.Empty;

    /// <summary>Stretches from which nothing is removed at any level, of any point: evidence.</summary>
    public IReadOnlyList<TimeSpanUnixMs> Pinned { get; init; } = [];

    public RetentionRule Of(ushort point) => Points.GetValueOrDefault(point, Default);
}
