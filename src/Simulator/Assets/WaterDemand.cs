namespace Facilities.Simulator.Assets;

/// <summary>
/// Water a residential zone draws, as a share of the pump's rated flow: morning and evening peaks, a small noon one, a floor at night;
/// an hour later and flatter at weekends; slow wandering (τ 15 min) and single taps on top.
/// </summary>
internal sealed class WaterDemand(SeededRandom random, SiteCalendar calendar)
{
    private const double WanderPerStep = 0.0111; // 1 − e^(−10 s / 15 min)

    private double _wander = random.Normal();

    /// <summary>Share of rated flow for the next 10 s, about 0.12 to 0.95.</summary>
    public double Next(long unixMs)
    {
        var hour = calendar.HourOfDay(unixMs) - (calendar.IsWeekend(unixMs) ? 1.2 : 0);
        var peaks = 0.46 * Bump(hour, 7.3, 1.3) + 0.2 * Bump(hour, 12.2, 1.4) + 0.42 * Bump(hour, 19.6, 2.0) + 0.16 * Bump(hour, 15, 6);
        _wander += WanderPerStep * (0 - _wander) + Math.Sqrt(2 * WanderPerStep) * random.Normal();
        return Math.Clamp((0.17 + peaks) * (1 + 0.07 * _wander + 0.02 * random.Normal()), 0.1, 1);
    }

    private static double Bump(double hour, double at, double width)
    {
        var away = Math.Abs(hour - at);
        if (away > 12) away = 24 - away;
        return Math.Exp(-away * away / (2 * width * width));
    }
}
