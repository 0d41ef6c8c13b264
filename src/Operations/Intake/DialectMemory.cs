using System.Collections.Concurrent;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>
/// What dialects must remember across a restart, in memory and in its table. A change is in the table before <see cref="SaveAsync"/> returns, so that
/// the message which said it can be acknowledged. Bounded by <see cref="DialectState.Most"/> and <see cref="DialectState.LargestBody"/>. Thread-safe.
/// </summary>
public sealed class DialectMemory(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer) : IDisposable
{
    private readonly ConcurrentDictionary<DialectFact, string> _bodies = new();
    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);

    /// <summary>A refresh must not put back what was there before a save.</summary>
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>Grows with every change of a dialect's facts.</summary>
    public long VersionOf(string dialect) => _versions.GetValueOrDefault(dialect);

    /// <summary>Reads all of it; again to see what other processes wrote.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var stored = await db.DialectStates.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var state in stored) Take(new DialectFact(state.Dialect, state.Place, state.StateKey), state.Body);
            if (_bodies.Count > stored.Count)
            {
                var there = stored.Select(static state => new DialectFact(state.Dialect, state.Place, state.StateKey)).ToHashSet();
                foreach (var gone in _bodies.Keys.Where(fact => !there.Contains(fact))) Take(gone, null);
            }
        }
    }

    /// <summary>The body, or null.</summary>
    public string? Find(DialectFact fact) => _bodies.GetValueOrDefault(fact);

    /// <summary>All facts of a dialect; a snapshot.</summary>
    public IEnumerable<KeyValuePair<DialectFact, string>> Of(string dialect) => _bodies.Where(fact => fact.Key.Dialect == dialect);

    /// <summary>Writes what differs from before; a null body removes. Facts beyond the limits are left out.</summary>
    /// <returns>How many were left out.</returns>
    public async Task<int> SaveAsync(IReadOnlyCollection<KeyValuePair<DialectFact, string?>> facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.All(fact => _bodies.GetValueOrDefault(fact.Key) == fact.Value)) return 0;
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await WriteAsync(facts, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private async Task<int> WriteAsync(IReadOnlyCollection<KeyValuePair<DialectFact, string?>> facts, CancellationToken cancellationToken)
    {
        var changed = facts.Where(fact => _bodies.GetValueOrDefault(fact.Key) != fact.Value && fact.Value is not { Length: > DialectState.LargestBody }).ToList();
        var refused = facts.Count(static fact => fact.Value is { Length: > DialectState.LargestBody });
        if (changed.Count == 0) return refused;
        var room = DialectState.Most - _bodies.Count;
        var fitting = changed.Where(fact => fact.Value is null || _bodies.ContainsKey(fact.Key) || room-- > 0).ToList();
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var (fact, body) in fitting)
            {
                var stored = await unit.Db.DialectStates
                    .FirstOrDefaultAsync(state => state.Dialect == fact.Dialect && state.Place == fact.Place && state.StateKey == fact.Key, token).ConfigureAwait(false);
                if (body is null)
                {
                    if (stored is not null) unit.Db.DialectStates.Remove(stored);
                    continue;
                }

                if (stored is null) unit.Db.DialectStates.Add(stored = new DialectState { Dialect = fact.Dialect, Place = fact.Place, StateKey = fact.Key });
                (stored.Body, stored.SavedAt) = (body, now);
            }
        }, cancellationToken).ConfigureAwait(false);
        foreach (var (fact, body) in fitting) Take(fact, body);
        return refused + changed.Count - fitting.Count;
    }

    private void Take(DialectFact fact, string? body)
    {
        if (_bodies.GetValueOrDefault(fact) == body) return;
        if (body is null) _bodies.TryRemove(fact, out _);
        else _bodies[fact] = body;
        _versions.AddOrUpdate(fact.Dialect, 1, static (_, version) => version + 1);
    }
}
