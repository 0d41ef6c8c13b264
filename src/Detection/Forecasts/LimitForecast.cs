namespace Facilities.Detection;

/// <summary>When a daily value reaches its limit if it goes on as it has.</summary>
/// <param name="Days">Days from the last day on.</param>
/// <param name="Earliest">With the steep end of the slope's 90 % interval.</param>
/// <param name="Latest">With the flat end; null: perhaps never.</param>
/// <param name="Trend">What it rests on.</param>
/// <param name="WindowDays">How many days back it looked.</param>
public sealed record LimitForecast(double Days, double Earliest, double? Latest, Trend Trend, int WindowDays);
