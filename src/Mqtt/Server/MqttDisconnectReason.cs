namespace Facilities.Mqtt;

/// <summary>Why a network connection ended, as the server saw it.</summary>
public enum MqttDisconnectReason
{
    /// <summary>DISCONNECT received: the will is discarded.</summary>
    Normal,

    /// <summary>DISCONNECT 0x04 received: the will is published.</summary>
    NormalWithWill,

    /// <summary>The transport closed without DISCONNECT.</summary>
    ConnectionLost,

    /// <summary>Nothing arrived for 1.5 × keep alive.</summary>
    KeepAliveTimeout,

    /// <summary>The client broke the protocol or a limit.</summary>
    ProtocolError,

    /// <summary>Another connection took the client identifier.</summary>
    SessionTakenOver,

    /// <summary>The client reads too slowly: its queue of QoS 1 messages is full.</summary>
    QueueOverflow,

    /// <summary>It published faster than it may, and for longer than it was held back.</summary>
    RateExceeded,

    /// <summary>The application asked for it or failed.</summary>
    Application,

    /// <summary>The server stops.</summary>
    ServerStopping,
}
