using System.Globalization;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;

namespace Facilities.Operations.Intake;

/// <summary>What the value that a strange device sent last would be as its point's: a look before anything is stored. Pure.</summary>
public static class MappedSample
{
    /// <param name="sample">The field's newest value as text.</param>
    /// <param name="stated">Unit that the dialect states; may be empty.</param>
    /// <returns>In the point's unit, a flag as 0 or 1; null: it is no such value, its unit can't become the point's, or the point is a state.</returns>
    public static double? Of(string sample, string stated, FieldMapping mapping, PointDefinition point)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(point);
        if (point.Kind == PointKind.State || Read(sample) is not { } value) return null;
        if (point.Kind != PointKind.Flag)
        {
            var unit = UnitConversion.Normalise(string.IsNullOrWhiteSpace(mapping.Unit) ? stated : mapping.Unit);
            if (unit.Length > 0 && point.Unit.Length > 0)
            {
                if (!UnitConversion.TryGet(unit, point.Unit, out var factor, out var offset)) return null;
                value = value * factor + offset;
            }
        }

        value = value * mapping.Scale + mapping.Offset;
        return !double.IsFinite(value) ? null : point.Kind == PointKind.Flag ? (value == 0 ? 0 : 1) : value;
    }

    private static double? Read(string sample) => sample.Trim().ToUpperInvariant() switch
    {
        "ON" or "TRUE" or "YES" or "OPEN" => 1,
        "OFF" or "FALSE" or "NO" or "CLOSED" => 0,
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
    };
}
