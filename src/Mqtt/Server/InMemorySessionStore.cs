namespace Facilities.Mqtt;

/// <summary>Keeps retained messages for the life of the object: tests, and servers that needn't remember. Thread-safe.</summary>
public sealed class InMemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttRetainedMessage> _retained = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadRetainedAsync(CancellationToken ct)
    {
        lock (_gate)
            return ValueTask.FromResult<IReadOnlyList<MqttRetainedMessage>>([.. _retained.Values]);
    }

    public ValueTask SaveRetainedAsync(IReadOnlyList<MqttRetainedChange> changes, CancellationToken ct)
    {
        lock (_gate)
        {
            foreach (var change in changes)
            {
                if (change.Message is null)
                    _retained.Remove(change.Topic);
                else
                    _retained[change.Topic] = change.Message;
            }
        }

        return ValueTask.CompletedTask;
    }
}
