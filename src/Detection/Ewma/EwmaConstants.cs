namespace Facilities.Detection;

/// <summary>Constants of the drift-aware EWMA. All of them count rows.</summary>
internal static class EwmaConstants
{
    /// <summary>Time constant of the smoothing.</summary>
    public const double Tau = 8;

    /// <summary>Rows of a block whose means show slow drift.</summary>
    public const int Block = 50;

    /// <summary>Smoothed values before this row are still settling: min(60, 4τ).</summary>
    public const int Settled = 32;

    /// <summary>Tracking looks at values so many rows back, so that a beginning fault is not learned before it is seen.</summary>
    public const int Delay = 60;

    /// <summary>Rows over which a tracked baseline follows.</summary>
    public const double Follow = 600;

    /// <summary>Drift horizon of a tracked baseline: delay and follow.</summary>
    public const double TrackHorizon = 660;

    /// <summary>Rows over which a new alarm after an old one needs more than usual.</summary>
    public const double CoolDown = 300;

    /// <summary>Share of the on threshold under which all is called quiet.</summary>
    public const double Quiet = 0.75;

    /// <summary>A mean that moves by more than so many usual moves, and by more than so many deviations of the noise, jumped: the asset runs another way.</summary>
    public const double JumpOverMoves = 8;

    public const double JumpOverNoise = 6;

    /// <summary>Share of the training that must lie after a jump for the rest to be left out.</summary>
    public const double LeastAfterJump = 0.375;

    /// <summary>Drift variance per row, σ², below which all is called none.</summary>
    public const double LeastDrift = 1e-9;

    /// <summary>Distances, in blocks, over which drift is looked for.</summary>
    public static readonly int[] Lags = [1, 2, 4];

    public static readonly double Lambda = 1 - Math.Exp(-1 / Tau);

    /// <summary>Least standard deviation of a smoothed value: nine tenths of what white noise would have.</summary>
    public static readonly double LeastSmoothed = 0.9 * Math.Sqrt(1 / (2 * Tau));
}
