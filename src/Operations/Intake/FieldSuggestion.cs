using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>What a field of a strange device probably is.</summary>
/// <param name="Field">As the device calls it.</param>
/// <param name="Sample">Its newest value.</param>
/// <param name="Unit">Unit the dialect states; may be empty.</param>
/// <param name="Point">Key of the likeliest point; empty: none is likely.</param>
public sealed record FieldSuggestion(string Field, string Sample, string Unit, string Point)
{
    /// <summary>The suggestion as it is; without a point the field is left out.</summary>
    public FieldMapping ToMapping() => new(Field, Point);
}
