using System.Collections.Frozen;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>
/// All device mappings and topic patterns in memory. Reads take no lock; a change replaces the whole snapshot. Call <see cref="RefreshAsync"/> once at
/// start; the use cases refresh it after their commits. Thread-safe.
/// </summary>
public sealed class MappingDirectory(IDbContextFactory<FacilitiesDb> databases) : IDisposable
{
    private readonly SemaphoreSlim _refresh = new(1, 1);
    private volatile Snapshot _snapshot = new([], []);

    /// <summary>Raised after the content has changed, on the thread that changed it. Handlers must be quick and not throw.</summary>
    public event Action? Changed;

    /// <summary>Patterns of plain topics, in the order in which they were made.</summary>
    public IReadOnlyList<string> Patterns => _snapshot.Patterns;

    /// <param name="site">Site code of the credential that speaks; null for one of every site: then the device must be known on one site only.</param>
    /// <returns>Null: nobody mapped it, or it can't be told which of several it is.</returns>
    public MappedDevice? Find(string dialect, string deviceKey, string? site)
    {
        if (!_snapshot.Devices.TryGetValue((dialect, deviceKey), out var known)) return null;
        if (site is null) return known.Length == 1 ? known[0] : null;
        foreach (var device in known)
        {
            if (device.SiteCode == site) return device;
        }

        return null;
    }

    /// <summary>Takes over what the database says now.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _snapshot;
            var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                var devices = await db.DeviceMappings.AsNoTracking().OrderBy(mapping => mapping.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                var patterns = await db.TopicPatterns.AsNoTracking().OrderBy(pattern => pattern.Id).Select(pattern => pattern.Pattern).ToListAsync(cancellationToken).ConfigureAwait(false);
                List<MappedDevice> after = [.. devices.Select(static mapping => new MappedDevice(mapping))];
                if (before.All.Count == after.Count && before.All.Zip(after).All(static pair => pair.First.SameAs(pair.Second)) && before.Patterns.SequenceEqual(patterns)) return;
                _snapshot = new Snapshot(after, patterns);
            }
        }
        finally
        {
            _refresh.Release();
        }

        Changed?.Invoke();
    }

    public void Dispose() => _refresh.Dispose();

    private sealed class Snapshot(IReadOnlyList<MappedDevice> all, IReadOnlyList<string> patterns)
    {
        public IReadOnlyList<MappedDevice> All { get; } = all;

        public IReadOnlyList<string> Patterns { get; } = patterns;

        public FrozenDictionary<(string Dialect, string DeviceKey), MappedDevice[]> Devices { get; } =
            all.GroupBy(static device => (device.Dialect, device.DeviceKey)).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
    }
}
