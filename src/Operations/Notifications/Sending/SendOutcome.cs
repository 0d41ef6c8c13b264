namespace Facilities.Operations.Notifications.Sending;

/// <summary>What follows from an attempt.</summary>
public enum SendOutcome
{
    Sent,

    /// <summary>Try again later.</summary>
    Again,

    /// <summary>Try again, after the receiver's own pause.</summary>
    TooMany,

    /// <summary>Another try would end the same: wrong address, wrong secret, refused host.</summary>
    Never,
}
