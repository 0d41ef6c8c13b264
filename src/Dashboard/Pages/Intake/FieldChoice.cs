using Facilities.Operations.Intake;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>What somebody says a field of a strange device is; at first as suggested.</summary>
public sealed class FieldChoice(FieldSuggestion suggested)
{
    public string Field { get; } = suggested.Field;

    /// <summary>Its newest value.</summary>
    public string Sample { get; } = suggested.Sample;

    /// <summary>Unit that the dialect states; may be empty.</summary>
    public string StatedUnit { get; } = suggested.Unit;

    /// <summary>Key of the point; empty: left out.</summary>
    public string Point { get; set; } = suggested.Point;

    /// <summary>Unit it is sent in, if it isn't the stated one.</summary>
    public string? Unit { get; set; }

    public double Scale { get; set; } = 1;

    public double Offset { get; set; }

    public FieldMapping ToMapping() => new(Field, Point, Unit?.Trim() ?? "", Scale, Offset);
}
