using Facilities.Detection;

namespace Facilities.Operations.Forecasts;

/// <summary>What a quantity came to over equal steps, up to the last whole one.</summary>
/// <param name="Length">An hour or a day.</param>
/// <param name="Last">Number of the last whole step.</param>
/// <param name="EndUnixMs">When it ended.</param>
/// <param name="Values">Ascending.</param>
public sealed record TrendStep(TimeSpan Length, int Last, long EndUnixMs, IReadOnlyList<DailyValue> Values)
{
    internal IReadOnlyList<DailyValue> ValuesOf(ForecastLimit limit) =>
        limit.Absolute ? [.. Values.Select(value => value with { Value = Math.Abs(value.Value) })] : Values;
}
