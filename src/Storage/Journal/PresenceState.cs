namespace Facilities.Storage.Journal;

/// <summary>What a device, or the broker for it, said about its being there.</summary>
public enum PresenceState : byte
{
    Online = 1,

    /// <summary>It said goodbye itself.</summary>
    Offline = 2,

    /// <summary>Its will was published: the connection was lost.</summary>
    Lost = 3,

    /// <summary>A sign of life without values.</summary>
    Heartbeat = 4,
}
