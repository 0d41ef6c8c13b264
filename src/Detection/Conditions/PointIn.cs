using System.Globalization;

namespace Facilities.Detection;

/// <summary>A point whose value is one of a few (states by their index).</summary>
public sealed record PointIn(string Point, IReadOnlyList<double> Values) : Condition
{
    internal override string Canonical() =>
        $"{Point} in {string.Join(',', Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}";
}
