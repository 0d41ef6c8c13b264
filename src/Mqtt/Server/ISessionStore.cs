namespace Facilities.Mqtt;

/// <summary>
/// Keeps the server's state across restarts: retained messages, and sessions that outlive their connection.
/// The server serves reads from memory: it loads everything at start and writes changes behind; one call of each kind at a time.
/// </summary>
public interface ISessionStore
{
    /// <summary>All retained messages, called once before the first connection.</summary>
    ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadRetainedAsync(CancellationToken ct);

    /// <summary>
    /// Stores changes, in one transaction if it can; topics with their audiences are distinct within one call. After an exception the server
    /// keeps the changes and tries again later.
    /// </summary>
    ValueTask SaveRetainedAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct);

    /// <summary>All sessions with their messages in order, called once before the first connection.</summary>
    ValueTask<IReadOnlyList<MqttStoredSession>> LoadSessionsAsync(CancellationToken ct);

    /// <summary>
    /// Stores changes, in one transaction if it can; client identifiers within one call are distinct. After an exception the server sends the
    /// sessions again as a whole.
    /// </summary>
    ValueTask SaveSessionsAsync(IReadOnlyList<MqttSessionChange> changes, CancellationToken ct);
}
