namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>95 % score intervals (Wilson 1927): honest for small counts and for 0 and 100 %, where the usual ± is not.</summary>
internal static class ScoreInterval
{
    private const double Z = 1.959964;

    /// <summary>Of a share: <paramref name="hits"/> of <paramref name="tries"/>; 0 to 1 without any try.</summary>
    public static (double Low, double High) Share(int hits, int tries)
    {
        if (tries == 0) return (0, 1);
        var share = (double)hits / tries;
        var centre = share + (Z * Z / (2 * tries));
        var half = Z * Math.Sqrt((share * (1 - share) / tries) + (Z * Z / (4.0 * tries * tries)));
        var scale = 1 + (Z * Z / tries);
        return (Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }

    /// <summary>Of a rate: <paramref name="events"/> in <paramref name="time"/>, events being rare (Poisson). Per unit of time.</summary>
    public static (double Low, double High) Rate(int events, double time)
    {
        if (time <= 0) return (0, double.PositiveInfinity);
        var half = Z * Math.Sqrt(events + (Z * Z / 4));
        return (Math.Max(0, (events + (Z * Z / 2) - half) / time), (events + (Z * Z / 2) + half) / time);
    }
}
