using System.Globalization;

namespace Facilities.Detection;

/// <summary>How far a value has fallen below the highest (or risen above the lowest) value of a sliding window of twelve buckets.</summary>
public sealed record WindowMove(string Point, TimeSpan Within, bool Rise, double Limit) : Condition
{
    internal override string Canonical() =>
        string.Create(CultureInfo.InvariantCulture, $"move {Point} rise {Rise} in {Within.Ticks} above {Limit:R}");
}
