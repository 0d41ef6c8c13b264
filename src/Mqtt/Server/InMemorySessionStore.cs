namespace Facilities.Mqtt;

/// <summary>Keeps retained messages and sessions for the life of the object: tests, and servers that needn't remember. Thread-safe.</summary>
public sealed class InMemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Topic, string? Audience), MqttRetainedMessage> _retained = [];
    private readonly Dictionary<string, MqttStoredSession> _sessions = new(StringComparer.Ordinal);

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
                    _retained.Remove((change.Topic, change.Audience));
                else
                    _retained[(change.Topic, change.Audience)] = change.Message;
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<MqttStoredSession>> LoadSessionsAsync(CancellationToken ct)
    {
        lock (_gate)
            return ValueTask.FromResult<IReadOnlyList<MqttStoredSession>>([.. _sessions.Values]);
    }

    public ValueTask SaveSessionsAsync(IReadOnlyList<MqttSessionChange> changes, CancellationToken ct)
    {
        lock (_gate)
        {
            foreach (var change in changes)
                Save(change);
        }

        return ValueTask.CompletedTask;
    }

    private void Save(MqttSessionChange change)
    {
        if (change.Clears)
            _sessions.Remove(change.ClientId);
        var old = _sessions.GetValueOrDefault(change.ClientId);
        if ((change.Session ?? old) is not { } session)
            return;
        var messages = (old?.Messages ?? []).ToDictionary(m => m.Sequence);
        foreach (var done in change.Done)
            messages.Remove(done);
        foreach (var message in change.Messages)
            messages[message.Sequence] = message;
        _sessions[change.ClientId] = session with { Messages = [.. messages.Values.OrderBy(m => m.Sequence)] };
    }
}
