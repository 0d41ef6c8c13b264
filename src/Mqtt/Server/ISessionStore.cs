namespace Facilities.Mqtt;

/// <summary>
/// Keeps the server's state across restarts. Today the retained messages; sessions live in memory until their expiry.
/// The server serves reads from memory: it loads everything at start and writes changes behind, one call at a time.
/// </summary>
public interface ISessionStore
{
    /// <summary>All retained messages, called once before the first connection.</summary>
    ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadRetainedAsync(CancellationToken ct);

    /// <summary>
    /// Stores changes, in one transaction if it can; topics within one call are distinct. After an exception the server
    /// keeps the changes and tries again later.
    /// </summary>
    ValueTask SaveRetainedAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct);
}
