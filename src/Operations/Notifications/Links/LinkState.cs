namespace Facilities.Operations.Notifications.Links;

/// <summary>What a link is worth.</summary>
public enum LinkState
{
    /// <summary>It acknowledges when its button is pressed.</summary>
    Valid,

    /// <summary>It just did.</summary>
    Done,

    /// <summary>It did before.</summary>
    Used,
    Expired,

    /// <summary>Mistyped, or not one of ours.</summary>
    Invalid,

    /// <summary>Somebody acknowledged the fault, or it isn't his any more.</summary>
    NotNeeded,
}
