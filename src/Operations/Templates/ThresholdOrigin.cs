namespace Facilities.Operations.Templates;

/// <summary>Where a number comes from; pages show it beside every limit.</summary>
public enum ThresholdOrigin
{
    /// <summary>Our default (mark D).</summary>
    Default,

    /// <summary>Stated in a public source (mark S).</summary>
    Stated,

    /// <summary>Recalled from a standard; to be checked against the bought text before a regulator sees it (mark M).</summary>
    Recalled,

    /// <summary>Computed from an attribute of this asset (rated current, setpoint).</summary>
    Attribute,

    /// <summary>Set by hand for this asset.</summary>
    Asset,
}
