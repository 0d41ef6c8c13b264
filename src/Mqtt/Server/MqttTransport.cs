namespace Facilities.Mqtt;

/// <summary>What carries a connection's bytes.</summary>
public enum MqttTransport
{
    /// <summary>Plain TCP.</summary>
    Tcp,

    /// <summary>TLS on TCP.</summary>
    Tls,

    /// <summary>WebSocket on the web server's port, with or without TLS.</summary>
    WebSocket,
}
