namespace Facilities.Mqtt;

/// <summary>What became of a message for a session.</summary>
internal enum EnqueueResult
{
    Queued,

    /// <summary>QoS 0 and nobody connected.</summary>
    DroppedOffline,

    /// <summary>The queue is full.</summary>
    DroppedFull,

    /// <summary>The queue of a connected reader is full of QoS 1 messages: cut it off.</summary>
    Overflow,
}
