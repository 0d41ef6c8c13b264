namespace Facilities.Domain.Insurance;

/// <summary>One statement about a point of an asset.</summary>
/// <param name="Point">Its key.</param>
/// <param name="Comparison"><c>below</c>, <c>above</c>, <c>is</c> or <c>isNot</c>.</param>
/// <param name="Value">In the point's unit; of a flag 0 or 1, of a state its index.</param>
/// <param name="Attribute">Of the asset: where it is stated, <paramref name="Scale"/> times it stands in the place of <paramref name="Value"/>.</param>
public sealed record PointTest(string Point, string Comparison, double Value, string? Attribute = null, double Scale = 1)
{
    /// <param name="value">Null or not a number: nothing can be told.</param>
    /// <param name="attribute">The asset's own number; null: not stated.</param>
    public bool? Holds(double? value, double? attribute)
    {
        if (value is not { } known || double.IsNaN(known)) return null;
        var limit = attribute is { } own ? own * Scale : Value;
        return Comparison switch
        {
            "below" => known < limit,
            "above" => known > limit,
            "is" => known == limit,
            "isNot" => known != limit,
            _ => throw new InvalidOperationException($"There is no comparison '{Comparison}'."),
        };
    }
}
