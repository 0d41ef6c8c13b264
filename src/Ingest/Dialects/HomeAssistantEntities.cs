using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Facilities.Operations.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Announced entities by place and by the topics they listen to, followed fact by fact: a burst of configurations costs each message its own entities
/// and nothing else. Lives as long as the memory. Thread-safe; reading takes no lock.
/// </summary>
internal sealed class HomeAssistantEntities
{
    private readonly DialectMemory _memory;
    private readonly string _dialect;
    private readonly Lock _gate = new();
    private readonly Dictionary<DialectFact, KnownEntity> _known = [];
    private readonly ConcurrentDictionary<(string Place, string Topic), ImmutableSortedDictionary<string, KnownEntity>> _byTopic = new();

    /// <param name="memory">Followed from now on; what it holds already is taken.</param>
    /// <param name="dialect">Key of the dialect.</param>
    public HomeAssistantEntities(DialectMemory memory, string dialect)
    {
        (_memory, _dialect) = (memory, dialect);
        memory.Changed += Follow;
        foreach (var (fact, _) in memory.Of(dialect)) Follow(fact);
    }

    public bool Knows(string place, string topic) => _byTopic.ContainsKey((place, topic));

    /// <summary>Who listens to a topic, in the order of their facts; a snapshot.</summary>
    public IEnumerable<KnownEntity> At(string place, string topic) => _byTopic.TryGetValue((place, topic), out var listening) ? listening.Values : [];

    private void Follow(DialectFact fact)
    {
        if (fact.Dialect != _dialect) return;
        lock (_gate)
        {
            // What it is by now: two changes may arrive here in another order.
            var now = _memory.Find(fact) is { } body ? Read(body) : null;
            if (_known.Remove(fact, out var before))
            {
                foreach (var topic in before.Topics) Put((fact.Place, topic), fact.Key, null);
            }

            if (now is null) return;
            _known[fact] = now;
            foreach (var topic in now.Topics) Put((fact.Place, topic), fact.Key, now);
        }
    }

    private void Put((string Place, string Topic) at, string key, KnownEntity? entity)
    {
        var listening = _byTopic.GetValueOrDefault(at) ?? ImmutableSortedDictionary.Create<string, KnownEntity>(StringComparer.Ordinal);
        listening = entity is null ? listening.Remove(key) : listening.SetItem(key, entity);
        if (listening.IsEmpty) _byTopic.TryRemove(at, out _);
        else _byTopic[at] = listening;
    }

    private static KnownEntity? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<HomeAssistantEntity>(body) is { Availability: not null } entity ? new KnownEntity(entity) : null;
        }
        catch (JsonException)
        {
            // Written by another version: it is announced again when its device starts.
            return null;
        }
    }
}
