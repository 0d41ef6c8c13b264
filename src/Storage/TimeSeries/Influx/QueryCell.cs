namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>One value of an answer: nothing, a number (with its whole part exact where it has no fraction), or a text.</summary>
internal readonly record struct QueryCell(bool IsNull, double Number, long Whole, string? Text)
{
    public static QueryCell Null { get; } = new(true, 0, 0, null);
}
