namespace Facilities.Mqtt;

/// <summary>
/// What the service behind <see cref="MqttServer"/> decides. Calls for one session come one after another; calls for
/// different sessions come at the same time. An exception ends that connection (0x83) and is logged.
/// </summary>
public interface IMqttApplication
{
    /// <summary>
    /// Decides about a CONNECT. <see cref="MqttConnectDecision.State"/> is kept as <see cref="IMqttSessionContext.State"/> of
    /// the connection.
    /// </summary>
    /// <param name="request">User name, password, address …; valid for as long as you like.</param>
    /// <param name="ct">Cancelled when the connection ends.</param>
    ValueTask<MqttConnectDecision> ConnectAsync(MqttConnectRequest request, CancellationToken ct);

    /// <summary>
    /// Takes a PUBLISH, in the order of the connection. While the returned task is pending nothing more is read from this
    /// connection: this is the back-pressure. Complete synchronously on the hot path. Wills come here too
    /// (<see cref="MqttPublish.IsWill"/>) after the connection has ended; <see cref="MqttServer.Publish"/> doesn't.
    /// A refusal (reason code ≥ 0x80) leaves the connection alive.
    /// </summary>
    /// <param name="session">The publishing session.</param>
    /// <param name="publish">A view, valid until the returned task completes.</param>
    /// <param name="ct">Cancelled when the connection ends; for a will, when the server stops.</param>
    ValueTask<MqttPublishDecision> PublishAsync(IMqttSessionContext session, in MqttPublish publish, CancellationToken ct);

    /// <summary>May this session subscribe to this (valid) filter? False answers 0x87 for that filter.</summary>
    bool MaySubscribe(IMqttSessionContext session, string filter);

    /// <summary>The network connection ended. Called once for each CONNECT that <see cref="ConnectAsync"/> accepted.</summary>
    void Disconnected(IMqttSessionContext session, MqttDisconnectReason why);
}
