namespace Facilities.Operations.Notifications.Links;

/// <summary>What a link is worth.</summary>
public enum LinkState
{
    /// <summary>It does what it is for when its button is pressed.</summary>
    Valid,

    /// <summary>It just did.</summary>
    Done,

    /// <summary>It did before.</summary>
    Used,
    Expired,

    /// <summary>Mistyped, or not one of ours.</summary>
    Invalid,

    /// <summary>There is nothing left to do: somebody acknowledged the fault, or it isn't his any more; or it came back before he answered.</summary>
    NotNeeded,
}
