using Facilities.Detection;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Assets;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// Keeps the detection engine's list of assets and their rules in step with the asset directory, as far as their sites are judged by this process.
/// For the engine's thread only.
/// </summary>
internal sealed class WatchedAssets(AssetDirectory directory, FacilitiesSettings settings)
{
    private readonly Dictionary<SourceId, AssetEntry> _watched = [];
    private long _version = -1;

    /// <summary>Adds, renews and removes what changed since the last call; costs one comparison when nothing did.</summary>
    public void Synchronise(DetectionEngine engine)
    {
        var version = directory.Version;
        if (version == _version) return;
        _version = version;
        var gone = new HashSet<SourceId>(_watched.Keys);
        foreach (var asset in directory.All)
        {
            if (!settings.Ingest.Judges(asset.SiteCode)) continue;
            gone.Remove(asset.Source);
            // An unchanged asset is the same entry as before.
            if (_watched.TryGetValue(asset.Source, out var known) && ReferenceEquals(known, asset)) continue;
            engine.Add(asset.Source, asset.Profile);
            _watched[asset.Source] = asset;
        }

        foreach (var source in gone)
        {
            engine.Remove(source);
            _watched.Remove(source);
        }
    }
}
