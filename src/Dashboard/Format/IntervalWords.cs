using System.Globalization;
using Facilities.Dashboard.Localization;
using Facilities.Domain.Inspections;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Format;

/// <summary>Intervals of duties in the reader's language: "at most every 15 days", "every 3 months", "in years 1, 4, 7, then every year". Thread-safe.</summary>
public sealed class IntervalWords(IStringLocalizer<InspectionText> text)
{
    /// <param name="interval">As <see cref="InspectionInterval"/> writes it.</param>
    public string Of(string interval)
    {
        var parsed = InspectionInterval.Parse(interval);
        var number = parsed.Number.ToString(CultureInfo.InvariantCulture);
        return parsed.Kind switch
        {
            IntervalKind.HalfMonth => text["interval.halfMonth"],
            IntervalKind.Months => text[parsed.Number == 1 ? "interval.month" : "interval.months", number],
            IntervalKind.Years => text[parsed.Number switch { 0 => "interval.years", 1 => "interval.yearsThenYearly", _ => "interval.yearsThen" }, string.Join(", ", parsed.YearList), number],
            _ => text[parsed.Number == 1 ? "interval.day" : "interval.days", number],
        };
    }
}
