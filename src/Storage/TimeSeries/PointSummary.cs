namespace Facilities.Storage.TimeSeries;

/// <summary>What the usable (non-NaN) values of one point in one block come to.</summary>
internal readonly record struct PointSummary(int Count, double Min, double Max, double Sum, double First, double Last)
{
    public static PointSummary Of(ReadOnlySpan<double> values)
    {
        var summary = default(PointSummary);
        foreach (var value in values)
        {
            if (double.IsNaN(value)) continue;
            summary = summary.Count == 0
                ? new PointSummary(1, value, value, value, value, value)
                : new PointSummary(
                    summary.Count + 1, Math.Min(summary.Min, value), Math.Max(summary.Max, value), summary.Sum + value, summary.First, value);
        }

        return summary;
    }
}
