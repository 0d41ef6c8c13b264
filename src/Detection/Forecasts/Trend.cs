namespace Facilities.Detection;

/// <summary>How a daily value has moved.</summary>
/// <param name="PerDay">Slope, units per day.</param>
/// <param name="PerDayLow">Lower end of its 90 % interval.</param>
/// <param name="PerDayHigh">Upper end.</param>
/// <param name="Level">Where the line stands on the last day.</param>
/// <param name="FirstDay">The first day's number.</param>
/// <param name="LastDay">The last day's number.</param>
/// <param name="PValue">Chance of so even a movement if nothing moved, two-sided.</param>
public readonly record struct Trend(double PerDay, double PerDayLow, double PerDayHigh, double Level, int FirstDay, int LastDay, double PValue);
