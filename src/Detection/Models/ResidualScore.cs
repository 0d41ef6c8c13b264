namespace Facilities.Detection;

/// <summary>
/// How far smoothed residuals lie from nothing, in standard deviations of a normal value: the farthest single signal, or all together by their Mahalanobis distance (Mahalanobis 1936)
/// brought to the same scale by the cube root of Wilson and Hilferty (PNAS 17, 1931), whichever is more. What moves the harmless way counts as nothing.
/// </summary>
/// <param name="Score">In σ.</param>
/// <param name="Lead">The signal that weighs most, by its place in the fit.</param>
/// <param name="Deviations">Signed, in σ, by place in the fit.</param>
public sealed record ResidualScore(double Score, int Lead, IReadOnlyList<double> Deviations)
{
    /// <param name="shape">Of the fit.</param>
    /// <param name="fit">With spreads and precision.</param>
    /// <param name="smoothed">In the signals' units.</param>
    internal static ResidualScore Of(ModelShape shape, ResidualFit fit, IReadOnlyList<double> smoothed)
    {
        var k = fit.Signals.Length;
        var all = new double[k];
        var bad = new double[k];
        for (var j = 0; j < k; j++)
        {
            all[j] = smoothed[j] / fit.Spread[j];
            bad[j] = shape.Signals[fit.Signals[j]].Worse switch
            {
                Worse.Higher => Math.Max(0, all[j]),
                Worse.Lower => Math.Min(0, all[j]),
                _ => all[j],
            };
        }

        double distance = 0, farthest = 0;
        var lead = 0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) distance += bad[i] * fit.Precision[i][j] * bad[j];
            if (Math.Abs(bad[i]) <= farthest) continue;
            (farthest, lead) = (Math.Abs(bad[i]), i);
        }

        var width = Math.Sqrt(2 / (9.0 * k));
        var together = (Math.Cbrt(Math.Max(0, distance) / k) - 1 + (width * width)) / width;
        return new ResidualScore(Math.Max(farthest, together), lead, all);
    }
}
