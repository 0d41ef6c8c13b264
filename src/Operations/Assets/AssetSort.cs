namespace Facilities.Operations.Assets;

/// <summary>In what order a list shows assets.</summary>
public enum AssetSort
{
    /// <summary>Those with the worst open fault first.</summary>
    Urgency,

    /// <summary>By the day's health score, the worst first; those without one last.</summary>
    Health,
}
