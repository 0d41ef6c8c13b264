using System.Collections.Concurrent;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>
/// What dialects must remember across a restart, in memory and in its table. A change is in the table before <see cref="SaveAsync"/> returns, so that
/// the message which said it can be acknowledged. Bounded in all, per place and per fact by the limits of <see cref="DialectState"/>, so that no
/// credential takes what others need. Thread-safe.
/// </summary>
public sealed class DialectMemory(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer) : IDisposable
{
    private readonly ConcurrentDictionary<DialectFact, string> _bodies = new();

    /// <summary>A refresh must not put back what was there before a save.</summary>
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>Guarded by <see cref="_changing"/>.</summary>
    private readonly DialectRoom _room = new();

    /// <summary>Raised for each fact that is another one now, or gone, on the thread that changed it and never twice at once. Handlers must be quick and not throw.</summary>
    public event Action<DialectFact>? Changed;

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

    /// <summary>Writes what differs from before; a null body removes. Facts beyond the limits, or with a key that can't be stored, are left out.</summary>
    /// <returns>How many were left out; what was known of them stays.</returns>
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
        // A message may say the same twice; the last word holds.
        var last = new Dictionary<DialectFact, string?>();
        foreach (var (fact, body) in facts) last[fact] = body;
        var (fitting, leftOut) = (new List<KeyValuePair<DialectFact, string?>>(), 0);
        // What goes makes room for what comes.
        foreach (var (fact, body) in last.OrderBy(static change => change.Value is not null))
        {
            var before = _bodies.GetValueOrDefault(fact);
            if (before == body) continue;
            if (body is null || (IsStorable(fact, body) && _room.Fits(fact, before, body)))
            {
                _room.Change(fact, before, body);
                fitting.Add(new(fact, body));
            }
            else
            {
                leftOut++;
            }
        }

        if (fitting.Count == 0) return leftOut;
        try
        {
            await StoreAsync(fitting, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            foreach (var (fact, body) in fitting) _room.Change(fact, body, _bodies.GetValueOrDefault(fact));
            throw;
        }

        foreach (var (fact, body) in fitting) Remember(fact, body);
        return leftOut;
    }

    /// <summary>Names come from devices: one that the table can't hold would fail with each time the device repeats itself.</summary>
    private static bool IsStorable(DialectFact fact, string body) =>
        fact.Key.Length is > 0 and <= FacilitiesDb.ForeignTextLength && !fact.Key.Contains('\0', StringComparison.Ordinal) && body.Length <= DialectState.LargestBody;

    private Task StoreAsync(List<KeyValuePair<DialectFact, string?>> facts, CancellationToken cancellationToken) => writer.WriteAsync(
        async (unit, token) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var (fact, body) in facts)
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
        },
        cancellationToken);

    /// <summary>Takes over what the table says, whoever wrote it.</summary>
    private void Take(DialectFact fact, string? body)
    {
        var before = _bodies.GetValueOrDefault(fact);
        if (before == body) return;
        _room.Change(fact, before, body);
        Remember(fact, body);
    }

    private void Remember(DialectFact fact, string? body)
    {
        if (body is null) _bodies.TryRemove(fact, out _);
        else _bodies[fact] = body;
        Changed?.Invoke(fact);
    }
}
