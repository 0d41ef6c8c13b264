namespace Facilities.Simulator.Assets;

/// <summary>
/// Who wants to ride when: calls per hour of a residential building (down in the morning, up in the evening, late and flat at weekends).
/// </summary>
internal sealed class ElevatorTraffic(SeededRandom random, SiteCalendar calendar, int stops, double tripsPerDay)
{
    // Share of a day's trips in each hour; sums to 1.
    private static readonly double[] Weekday =
    [
        .006, .003, .002, .002, .004, .012, .040, .085, .080, .050, .042, .055,
        .060, .045, .038, .040, .050, .075, .090, .075, .060, .045, .027, .014,
    ];

    private static readonly double[] Weekend =
    [
        .010, .006, .003, .002, .003, .006, .015, .032, .055, .070, .075, .070,
        .062, .058, .058, .062, .066, .070, .072, .065, .055, .042, .028, .015,
    ];

    /// <summary>Milliseconds until the next call. Never more than 20 minutes: guards and cleaners ride at night.</summary>
    public long NextCallIn(long unixMs)
    {
        var hour = calendar.HourOfDay(unixMs);
        var share = Math.Max((calendar.IsWeekend(unixMs) ? Weekend : Weekday)[(int)hour], 0.008);
        var meanMs = 3_600_000 / (share * tripsPerDay);
        return (long)Math.Clamp(random.Exponential(meanMs), 2_000, 1_200_000);
    }

    /// <summary>A ride: from, to (different floors, 1-based) and load in percent of the rated one.</summary>
    public (int From, int To, double LoadPct) NextRide(long unixMs)
    {
        var hour = calendar.HourOfDay(unixMs);
        var down = hour < 11 ? 0.75 : hour > 16 ? 0.3 : 0.5;
        var other = 2 + random.Below(stops - 1);
        var (from, to) = random.Chance(0.9)
            ? random.Chance(down) ? (other, 1) : (1, other)
            : (other, 2 + (other - 2 + 1 + random.Below(Math.Max(1, stops - 2))) % (stops - 1));
        if (from == to) to = 1;
        var people = 1 + (int)Math.Min(5, random.Exponential(0.9));
        var load = people * random.Between(5.5, 8.5);
        return (from, to, Math.Min(load, 95));
    }
}
