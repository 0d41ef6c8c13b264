namespace Facilities.Storage.Relational.Notifications;

/// <summary>What became of a delivery. Numbers are stored.</summary>
public enum DeliveryState
{
    /// <summary>Waits: for its turn, for its next try, or for the morning.</summary>
    Queued = 1,

    /// <summary>The receiver has confirmed it.</summary>
    Sent = 2,

    /// <summary>Given up.</summary>
    Failed = 3,

    /// <summary>Not needed any more before it went out: the matter was over, or another way of the same person was quicker.</summary>
    Dropped = 4,
}
