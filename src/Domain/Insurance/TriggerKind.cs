namespace Facilities.Domain.Insurance;

/// <summary>What a trigger looks for.</summary>
public enum TriggerKind
{
    /// <summary>Something is the case for longer than a time.</summary>
    Holds,

    /// <summary>A counter doesn't grow for longer than a time.</summary>
    Still,

    /// <summary>A measured value is itself the loss.</summary>
    Measured,

    /// <summary>A part failed and was replaced: parts on the work order, and a signature under it.</summary>
    Replaced,
}
