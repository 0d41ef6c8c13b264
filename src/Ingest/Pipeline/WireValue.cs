using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>
/// One JSON value as the number a point stores. Real devices write numbers as text, switches as ON, 1 or true, and "no value" in many ways;
/// all of them are read here. Allocates nothing.
/// </summary>
internal static class WireValue
{
    /// <summary>False: this is no value of such a point. True with NaN: the device says that it has none.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, PointDefinition point, out double value)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return TryNumber(reader.GetDouble(), point, out value);
            case JsonTokenType.True or JsonTokenType.False:
                return TrySwitch(reader.TokenType == JsonTokenType.True, point, out value);
            case JsonTokenType.Null:
                value = double.NaN;
                return true;
            case JsonTokenType.String when !reader.ValueIsEscaped:
                return TryText(Trim(reader.ValueSpan), point, out value);
            default:
                value = double.NaN;
                return false;
        }
    }

    /// <summary>A number as a value of the point; false: the point has no such value.</summary>
    public static bool TryNumber(double number, PointDefinition point, out double value)
    {
        value = number;
        switch (point.Kind)
        {
            case PointKind.Flag:
                value = number == 0 ? 0 : 1;
                return double.IsFinite(number);
            case PointKind.State:
                return number >= 0 && number < point.States.Count && number == Math.Floor(number);
            default:
                // 1e999 reads as infinity: nothing a sensor can mean.
                if (!double.IsFinite(number)) value = double.NaN;
                return true;
        }
    }

    private static bool TrySwitch(bool on, PointDefinition point, out double value)
    {
        value = on ? 1 : 0;
        return point.Kind != PointKind.State || point.States.Count == 2;
    }

    /// <summary>Trimmed text as a value of the point.</summary>
    public static bool TryText(ReadOnlySpan<byte> text, PointDefinition point, out double value)
    {
        value = double.NaN;
        if (point.Kind == PointKind.State && TryState(text, point, out value)) return true;
        if (IsNoValue(text)) return true;
        if (Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length) return TryNumber(number, point, out value);
        if (point.Kind == PointKind.State) return false;
        if (Is(text, "on") || Is(text, "true") || Is(text, "yes")) return TrySwitch(true, point, out value);
        return (Is(text, "off") || Is(text, "false") || Is(text, "no")) && TrySwitch(false, point, out value);
    }

    private static bool TryState(ReadOnlySpan<byte> text, PointDefinition point, out double value)
    {
        var states = point.States;
        for (var i = 0; i < states.Count; i++)
        {
            if (!Is(text, states[i])) continue;
            value = i;
            return true;
        }

        value = double.NaN;
        return false;
    }

    private static bool IsNoValue(ReadOnlySpan<byte> text) =>
        text.IsEmpty || Is(text, "nan") || Is(text, "null") || Is(text, "none") || Is(text, "n/a") || Is(text, "-")
        || Is(text, "inf") || Is(text, "-inf") || Is(text, "infinity") || Is(text, "-infinity") || Is(text, "unknown") || Is(text, "unavailable");

    private static bool Is(ReadOnlySpan<byte> text, string word) => text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text[Ascii.Trim(text)];
}
