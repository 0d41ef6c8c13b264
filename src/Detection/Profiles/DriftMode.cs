namespace Facilities.Detection;

/// <summary>How a learned baseline allows for slow, harmless drift.</summary>
public enum DriftMode
{
    /// <summary>The allowance grows with every row since training: right for a recording of known length.</summary>
    Grow,

    /// <summary>The allowance stays and the baseline follows slowly while all is quiet: right round the clock.</summary>
    Track,
}
