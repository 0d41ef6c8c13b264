namespace Facilities.Detection;

/// <summary>What a point came to on one day, or in another equal step.</summary>
/// <param name="Day">Number of the day; only differences count, days without data are left out.</param>
/// <param name="Value">In the point's unit; finite.</param>
public readonly record struct DailyValue(int Day, double Value)
{
    /// <summary>The days that count: those with at least a quarter of the samples that days usually have. Silence is no value.</summary>
    /// <param name="days">Number, samples and what they came to, ascending.</param>
    public static IReadOnlyList<DailyValue> Of(IReadOnlyList<(int Day, long Count, double Value)> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count == 0) return [];
        var usual = days.Select(day => day.Count).Order().ElementAt(days.Count / 2);
        return [.. days.Where(day => day.Count * 4 >= usual && double.IsFinite(day.Value)).Select(day => new DailyValue(day.Day, day.Value))];
    }
}
