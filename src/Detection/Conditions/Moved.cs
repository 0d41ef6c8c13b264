using System.Globalization;

namespace Facilities.Detection;

/// <summary>True for the one look at which a value has come farther than <see cref="By"/> from where it was at the last such look. A value that flickers about one place never moves.</summary>
public sealed record Moved(string Point, double By) : Condition
{
    internal override string Canonical() => string.Create(CultureInfo.InvariantCulture, $"moved {Point} by {By:R}");
}
