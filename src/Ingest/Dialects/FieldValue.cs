using System.Globalization;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>One value of a device in its dialect's words.</summary>
/// <param name="Field">Name; nested keys joined by dots.</param>
/// <param name="Shape">What was written.</param>
/// <param name="Number">A number, or a flag as 0 or 1.</param>
/// <param name="Text">A text; empty for other shapes.</param>
/// <param name="Unit">Unit that the dialect states; empty: none.</param>
/// <param name="DeviceClass">Home Assistant's word for what it measures; empty: not said.</param>
internal readonly record struct FieldValue(string Field, FieldShape Shape, double Number, string Text = "", string Unit = "", string DeviceClass = "")
{
    public static FieldValue Of(string field, double number) => new(field, FieldShape.Number, number);

    public static FieldValue Of(string field, bool flag) => new(field, FieldShape.Flag, flag ? 1 : 0);

    public static FieldValue Of(string field, string text) => new(field, FieldShape.Text, double.NaN, text);

    public static FieldValue Nothing(string field) => new(field, FieldShape.Nothing, double.NaN);

    /// <summary>As quarantine keeps it.</summary>
    public SeenField Seen() => new(
        Field,
        Shape switch
        {
            FieldShape.Number => Number.ToString(CultureInfo.InvariantCulture),
            FieldShape.Flag => Number == 0 ? "false" : "true",
            _ => Text,
        },
        Unit,
        DeviceClass);
}
