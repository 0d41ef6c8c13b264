using System.Text;
using Facilities.Ingest.Pipeline;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;

namespace Facilities.Ingest.Dialects;

/// <summary>A device's value as the number its point stores, in the point's unit. Pure.</summary>
internal static class FieldConversion
{
    /// <param name="mapping">What a person confirmed; null: the field has the point's own key.</param>
    /// <param name="value">NaN: the device says that it has none.</param>
    /// <returns>False: this is no value of such a point, or its unit can't become the point's.</returns>
    public static bool TryConvert(in FieldValue field, FieldMapping? mapping, PointDefinition point, out double value)
    {
        value = double.NaN;
        if (field.Shape == FieldShape.Nothing) return true;
        if (!TryRead(field, point, out value)) return false;
        if (double.IsNaN(value)) return true;
        if (point.Kind is PointKind.Number or PointKind.Counter)
        {
            var unit = mapping is { Unit.Length: > 0 } ? mapping.Unit : field.Unit;
            if (unit.Length > 0 && point.Unit.Length > 0)
            {
                if (!UnitConversion.TryGet(unit, point.Unit, out var factor, out var offset)) return false;
                value = value * factor + offset;
            }
        }

        if (mapping is not null && point.Kind != PointKind.State) value = value * mapping.Scale + mapping.Offset;
        if (point.Kind == PointKind.Flag) value = value == 0 ? 0 : 1;
        return true;
    }

    private static bool TryRead(in FieldValue field, PointDefinition point, out double value)
    {
        if (field.Shape == FieldShape.Flag)
        {
            value = field.Number;
            return point.Kind != PointKind.State || point.States.Count == 2;
        }

        if (field.Shape == FieldShape.Number) return WireValue.TryNumber(field.Number, point, out value);
        if (point.Kind == PointKind.Flag && Word(field.Text) is { } flag)
        {
            value = flag;
            return true;
        }

        return WireValue.TryText(Encoding.UTF8.GetBytes(field.Text.Trim()), point, out value);
    }

    /// <summary>Words of switches and contacts beside ON and OFF.</summary>
    private static double? Word(string text) => text.Trim().ToUpperInvariant() switch
    {
        "OPEN" or "DETECTED" or "ONLINE" or "RUNNING" or "ALARM" or "WET" => 1,
        "CLOSED" or "CLOSE" or "CLEAR" or "OFFLINE" or "STOPPED" or "IDLE" or "DRY" => 0,
        _ => null,
    };
}
