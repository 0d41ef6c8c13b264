namespace Facilities.Detection;

/// <summary>What training found out, per channel.</summary>
internal sealed class EwmaBaseline(int channels)
{
    private readonly (double Mean, double Deviation, double SmoothedVariance, double Drift, double Smoothed)[] _channels =
        new (double, double, double, double, double)[channels];

    /// <summary>First training row that counts: later than 0 if a level jumped while training.</summary>
    public required long From { get; init; }

    /// <summary>Mean and deviation in the channel's unit, variance of the smoothed value in σ², drift variance per row in σ², smoothed value at the end in σ.</summary>
    public (double Mean, double Deviation, double SmoothedVariance, double Drift, double Smoothed) this[int channel] => _channels[channel];

    public void Set(int channel, double mean, double deviation, double smoothedVariance, double drift, double smoothed) =>
        _channels[channel] = (mean, deviation, smoothedVariance, drift, smoothed);
}
