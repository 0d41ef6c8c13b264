namespace Facilities.Detection;

/// <summary>What was seen of a sign.</summary>
public enum SignState
{
    /// <summary>It went the way the mode says.</summary>
    AsSaid,

    /// <summary>It is watched and stands where it usually does.</summary>
    Still,

    /// <summary>It went the other way.</summary>
    Opposite,

    /// <summary>Nothing judged it, so it speaks neither for nor against.</summary>
    Unseen,
}
