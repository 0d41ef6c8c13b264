namespace Facilities.Mqtt;

/// <summary>Why a connection never became a session, where no reason code of a CONNACK says it.</summary>
internal enum ConnectRefusal
{
    /// <summary>The limit of connections in all.</summary>
    TooManyConnections,

    /// <summary>The limit of connections of one address.</summary>
    TooManyFromAddress,

    /// <summary>The TLS handshake failed or took too long.</summary>
    TlsFailed,

    /// <summary>No complete CONNECT in time.</summary>
    ConnectTimeout,

    /// <summary>The peer went before its CONNECT was answered.</summary>
    Gone,

    /// <summary>The server was stopping.</summary>
    ServerStopping,
}
