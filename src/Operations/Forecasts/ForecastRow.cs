using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Forecasts;

/// <summary>A limit of an asset that is reached before long if things go on as they have.</summary>
/// <param name="RuleKey">Key of the rule in the template.</param>
/// <param name="RuleName">Its name.</param>
/// <param name="ModeKey">Fault mode that it leads to.</param>
/// <param name="Severity">Severity of that mode.</param>
/// <param name="PointKey">What is measured.</param>
/// <param name="PointName">Its name.</param>
/// <param name="Unit">Unit of limit and level.</param>
/// <param name="Limit">Limit in force.</param>
/// <param name="LimitOrigin">Where the limit comes from.</param>
/// <param name="LimitSource">Its source as the template states it.</param>
/// <param name="Level">Where the trend stands on the last whole day.</param>
/// <param name="PerDay">Units per day.</param>
/// <param name="Days">Days from the last whole day until the limit.</param>
/// <param name="EarliestDays">With the steep end of the slope's 90 % interval.</param>
/// <param name="LatestDays">With the flat end; null: perhaps never.</param>
/// <param name="Since">First day that the trend rests on.</param>
/// <param name="LastDay">Last whole day, by the site's calendar.</param>
/// <param name="PValue">Chance of so even a movement if nothing moved, two-sided.</param>
public sealed record ForecastRow(
    string RuleKey, LocalizedName RuleName, string ModeKey, Severity Severity, string PointKey, LocalizedName PointName, string Unit, double Limit, ThresholdOrigin LimitOrigin, string LimitSource,
    double Level, double PerDay, double Days, double EarliestDays, double? LatestDays, DateOnly Since, DateOnly LastDay, double PValue)
{
    /// <summary>The day on which the limit is reached.</summary>
    public DateOnly ReachedOn => LastDay.AddDays((int)Math.Ceiling(Days));

    /// <summary>The earliest day.</summary>
    public DateOnly EarliestOn => LastDay.AddDays((int)Math.Ceiling(EarliestDays));

    /// <summary>The latest day; null: perhaps never.</summary>
    public DateOnly? LatestOn => LatestDays is { } days ? LastDay.AddDays((int)Math.Min(Math.Ceiling(days), 3_650)) : null;
}
