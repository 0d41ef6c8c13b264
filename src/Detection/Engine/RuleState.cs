namespace Facilities.Detection;

/// <summary>A rule's memory. 64 bytes. Instants are event time, Unix milliseconds.</summary>
internal struct RuleState
{
    public RulePhase Phase;

    /// <summary>The host has been told that it is raised.</summary>
    public bool Announced;

    /// <summary>Raised or upgraded by its confirming condition.</summary>
    public bool Confirmed;

    /// <summary>Pending: since when true. Raised: since when over, 0 if it is not.</summary>
    public long Since;

    /// <summary>True time (raised: time of being over) that lies between readings on fresh data, ms.</summary>
    public long Accumulated;

    /// <summary>Until when <see cref="Accumulated"/> was counted.</summary>
    public long CountedTo;

    /// <summary>A span may be counted only if it ends before: then the inputs were fresh all along.</summary>
    public long ValidUntil;

    /// <summary>Since when the anchor condition holds; 0 while it does not.</summary>
    public long AnchorSince;

    public long Onset;

    /// <summary>Receive time at which it fired.</summary>
    public long Detected;
}
