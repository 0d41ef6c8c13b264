namespace Facilities.Detection;

/// <summary>What <see cref="Finding.Deviation"/> counts.</summary>
public enum DeviationUnit
{
    /// <summary>Distance from the limit in the signal's own unit.</summary>
    OverLimit,

    /// <summary>Distance from the expected value in standard deviations of the learned, smoothed baseline.</summary>
    Sigma,

    /// <summary>Milliseconds since the last sign of life.</summary>
    SilentMs,

    /// <summary>Days until the limit is reached if it goes on as it has.</summary>
    DaysToLimit,
}
