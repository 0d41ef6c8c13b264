using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Assets;

/// <summary>
/// All registered assets in memory. Reads take no lock and allocate nothing; a change replaces the whole snapshot. Call
/// <see cref="RefreshAsync"/> once at start; the registry's use cases refresh it after their commits. Thread-safe.
/// </summary>
public sealed class AssetDirectory(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates) : IDisposable
{
    private readonly SemaphoreSlim _refresh = new(1, 1);
    private volatile Snapshot _snapshot = Snapshot.Empty;

    /// <summary>Grows with every change of the content. Whoever keeps something per asset compares it now and then, and on a change walks
    /// <see cref="All"/>: an unchanged asset is the same <see cref="AssetEntry"/> instance as before.</summary>
    public long Version => _snapshot.Version;

    /// <summary>Ascending by id.</summary>
    public IReadOnlyList<AssetEntry> All => _snapshot.All;

    /// <summary>Raised after the content has changed, on the thread that changed it. Handlers must be quick and not throw.</summary>
    public event Action? Changed;

    /// <summary>Looks an asset up by the bytes <c>{site}/{asset}</c> as they stand in a topic.</summary>
    public bool TryGet(ReadOnlySpan<byte> siteAndAsset, [NotNullWhen(true)] out AssetEntry? entry) => _snapshot.ByKeyBytes.TryGetValue(siteAndAsset, out entry);

    public bool TryGet(SourceId source, [NotNullWhen(true)] out AssetEntry? entry) => _snapshot.BySource.TryGetValue(source.Value, out entry);

    public bool TryGet(string siteCode, string code, [NotNullWhen(true)] out AssetEntry? entry) => TryGet(Key(siteCode, code), out entry);

    /// <summary>Takes over what the database says now. Assets out of service stay: their telemetry is still telemetry.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _snapshot;
            var after = await LoadAsync(before, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(before, after)) return;
            _snapshot = after;
        }
        finally
        {
            _refresh.Release();
        }

        Changed?.Invoke();
    }

    public void Dispose() => _refresh.Dispose();

    private static byte[] Key(string siteCode, string code) => Encoding.UTF8.GetBytes($"{siteCode}/{code}");

    private async Task<Snapshot> LoadAsync(Snapshot before, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sites = await db.Communities.AsNoTracking().ToDictionaryAsync(site => site.Id, site => site.SiteCode, cancellationToken).ConfigureAwait(false);
            var assets = await db.Assets.AsNoTracking().OrderBy(asset => asset.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            var all = new List<AssetEntry>(assets.Count);
            var texts = new Dictionary<int, string>(assets.Count);
            var changed = assets.Count != before.All.Count;
            foreach (var asset in assets)
            {
                // A type that this version no longer knows: its asset can't be understood, but must not stop the others.
                if (!templates.TryGet(asset.TypeKey, out var template)) continue;
                var overrides = AssetOverridesOf.Asset(asset);
                var text = overrides is null ? "" : JsonSerializer.Serialize(overrides, JsonSerializerOptions.Web);
                var entry = new AssetEntry(asset.Id, asset.CommunityId, sites[asset.CommunityId], asset.Code, template, overrides);
                if (before.BySource.TryGetValue(asset.Id.Value, out var known) && known.SameAs(entry, before.Texts[asset.Id.Value], text)) entry = known;
                else changed = true;
                all.Add(entry);
                texts[asset.Id.Value] = text;
            }

            return changed ? new Snapshot(before.Version + 1, all, texts) : before;
        }
    }

    private sealed class Snapshot
    {
        public Snapshot(long version, IReadOnlyList<AssetEntry> all, Dictionary<int, string> texts)
        {
            (Version, All, Texts) = (version, all, texts);
            BySource = all.ToDictionary(entry => entry.Source.Value);
            ByKey = new Dictionary<byte[], AssetEntry>(all.Count, AssetKeyComparer.Instance);
            foreach (var entry in all) ByKey.Add(Key(entry.SiteCode, entry.Code), entry);
            ByKeyBytes = ByKey.GetAlternateLookup<ReadOnlySpan<byte>>();
        }

        public static Snapshot Empty { get; } = new(0, [], []);

        public long Version { get; }

        public IReadOnlyList<AssetEntry> All { get; }

        public Dictionary<int, AssetEntry> BySource { get; }

        public Dictionary<int, string> Texts { get; }

        public Dictionary<byte[], AssetEntry>.AlternateLookup<ReadOnlySpan<byte>> ByKeyBytes { get; }

        private Dictionary<byte[], AssetEntry> ByKey { get; }
    }
}
