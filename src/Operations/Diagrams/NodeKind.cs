namespace Facilities.Operations.Diagrams;

/// <summary>What a node of a diagram stands for.</summary>
public enum NodeKind
{
    /// <summary>An asset as such.</summary>
    Asset,

    /// <summary>A lift, drawn as its shaft.</summary>
    Lift,

    /// <summary>The city's water, as the pumps' inlets see it.</summary>
    Mains,

    /// <summary>A tank with its level.</summary>
    Tank,

    /// <summary>The fire pool with its level.</summary>
    Pool,

    /// <summary>What a group of booster pumps delivers.</summary>
    Zone,

    /// <summary>The worst hydrant.</summary>
    Hydrants,

    /// <summary>The worst sprinkler.</summary>
    Sprinklers,

    /// <summary>The electricity of a building, as its circuits see it.</summary>
    Supply,
}
