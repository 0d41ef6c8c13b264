using System.Collections.Concurrent;
using System.Collections.Immutable;
using Facilities.Operations.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// The facts of one dialect by place and by what they belong to (a node, a configuration), followed as they change, so that nobody searches all of them.
/// Lives as long as the memory. Thread-safe; reading takes no lock.
/// </summary>
internal sealed class FactGroups
{
    private readonly DialectMemory _memory;
    private readonly string _dialect;
    private readonly Func<string, string?> _groupOf;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Place, string Group), ImmutableSortedSet<string>> _keys = new();

    /// <param name="memory">Followed from now on; what it holds already is taken.</param>
    /// <param name="dialect">Key of the dialect.</param>
    /// <param name="groupOf">Group of a fact's key; null: it belongs to none.</param>
    public FactGroups(DialectMemory memory, string dialect, Func<string, string?> groupOf)
    {
        (_memory, _dialect, _groupOf) = (memory, dialect, groupOf);
        memory.Changed += Follow;
        foreach (var (fact, _) in memory.Of(dialect)) Follow(fact);
    }

    /// <summary>In ordinal order; a snapshot.</summary>
    public IEnumerable<DialectFact> Of(string place, string group) =>
        _keys.TryGetValue((place, group), out var keys) ? keys.Select(key => new DialectFact(_dialect, place, key)) : [];

    private void Follow(DialectFact fact)
    {
        if (fact.Dialect != _dialect || _groupOf(fact.Key) is not { } group) return;
        var at = (fact.Place, group);
        lock (_gate)
        {
            var keys = _keys.GetValueOrDefault(at) ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
            // What it is by now: two changes may arrive here in another order.
            keys = _memory.Find(fact) is null ? keys.Remove(fact.Key) : keys.Add(fact.Key);
            if (keys.IsEmpty) _keys.TryRemove(at, out _);
            else _keys[at] = keys;
        }
    }
}
