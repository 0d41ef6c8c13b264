namespace Facilities.Operations.Demo;

/// <summary>How a visit of the demo's past really was, whatever its record says.</summary>
public enum DemoPlay
{
    Honest,

    /// <summary>Begun and left off.</summary>
    Half,

    /// <summary>Nobody came.</summary>
    Skipped,

    /// <summary>Done, while nothing was heard of the asset.</summary>
    Unheard,
}
