using System.Globalization;

namespace Facilities.Detection;

/// <summary>Event time lies in [From, To) hours of the site's day; may pass midnight (22 to 5).</summary>
public sealed record HourOfDay(double From, double To) : Condition
{
    internal override string Canonical() => string.Create(CultureInfo.InvariantCulture, $"hour {From:R}-{To:R}");
}
