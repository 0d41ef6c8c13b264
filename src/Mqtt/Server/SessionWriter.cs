using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt;

/// <summary>
/// Writes sessions behind that outlive their connection. A message is stored when it has waited for a whole round: what a connected client
/// acknowledges at once never touches the disk. A crash may forget two rounds; a stop forgets nothing.
/// </summary>
internal sealed class SessionWriter : IDisposable
{
    private readonly ISessionStore _store;
    private readonly Lock _gate = new();
    private readonly WriteBehind _behind;
    private Dictionary<string, MqttSession?> _dirty = new(StringComparer.Ordinal);
    private bool _isLast;

    public SessionWriter(ISessionStore store, ILogger log, TimeProvider time)
    {
        _store = store;
        _behind = new WriteBehind("Sessions", SaveAsync, log, time);
    }

    public ValueTask<IReadOnlyList<MqttStoredSession>> LoadAsync(CancellationToken ct) => _store.LoadSessionsAsync(ct);

    public void Start() => _behind.Start();

    /// <summary>A session that is kept has changed. Any thread.</summary>
    public void Changed(MqttSession session)
    {
        lock (_gate)
        {
            // A late word of the old one must not undo its end.
            if (session.IsEnded)
                return;
            _dirty[session.ClientId] = session;
        }

        _behind.Ask();
    }

    /// <summary>A session has ended.</summary>
    public void Ended(MqttSession session)
    {
        lock (_gate)
            _dirty[session.ClientId] = null;
        _behind.Ask();
    }

    /// <summary>Writes what is left, young messages too.</summary>
    public Task StopAsync(CancellationToken ct)
    {
        Volatile.Write(ref _isLast, true);
        return _behind.StopAsync(ct);
    }

    public void Dispose() => _behind.Dispose();

    private async ValueTask SaveAsync(CancellationToken ct)
    {
        Dictionary<string, MqttSession?> batch;
        lock (_gate)
        {
            if (_dirty.Count == 0)
                return;
            batch = _dirty;
            _dirty = new Dictionary<string, MqttSession?>(StringComparer.Ordinal);
        }

        var everything = Volatile.Read(ref _isLast);
        var changes = new List<MqttSessionChange>(batch.Count);
        foreach (var (clientId, session) in batch)
        {
            if (session is null)
            {
                changes.Add(new MqttSessionChange(clientId) { Clears = true });
                continue;
            }

            if (session.TakeChange(everything, out var young) is { } change)
                changes.Add(change);
            if (young)
                Changed(session);
        }

        if (changes.Count == 0)
            return;
        try
        {
            await _store.SaveSessionsAsync(changes, ct).ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
            {
                foreach (var (clientId, session) in batch)
                {
                    session?.ForgetStored();
                    _dirty.TryAdd(clientId, session);
                }
            }

            throw;
        }
    }
}
