namespace Facilities.Simulator.Work;

/// <summary>A point is held at a value for a time; what the model would have reported of it is replaced.</summary>
/// <param name="FromS">Seconds after the beginning of the work.</param>
/// <param name="ToS">Seconds after it, not included.</param>
/// <param name="Point">Key of the point; <c>type/point</c> is of another asset of the site.</param>
/// <param name="Number">A measured value; with <paramref name="Attribute"/> the share of it.</param>
/// <param name="Attribute">Rating of the asset that <paramref name="Number"/> is a share of.</param>
public sealed record WorkAct(int FromS, int ToS, string Point, double? Number = null, bool? Flag = null, string? State = null, string? Attribute = null)
{
    /// <summary>Type of the other asset that does this part; null: the asset that is worked on.</summary>
    public string? OtherType => Point.Split('/') is [var type, _] ? type : null;

    /// <summary>Without the type.</summary>
    public string PointKey => Point.Split('/')[^1];

    /// <summary>The number that is held, with the asset's ratings; null for flags and states.</summary>
    public double? NumberOf(Func<string, double> rating)
    {
        ArgumentNullException.ThrowIfNull(rating);
        return Attribute is null ? Number : Number * rating(Attribute);
    }
}
