using System.Diagnostics.CodeAnalysis;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>Assets' types and codes as the names under which their samples stand in InfluxDB. Thread-safe.</summary>
public sealed class AssetSeriesNames(AssetDirectory directory) : ISeriesNames
{
    public long Version => directory.Version;

    public bool TryGet(SourceId source, [NotNullWhen(true)] out SeriesName? name)
    {
        name = directory.TryGet(source, out var asset) ? new SeriesName(asset.TypeKey, asset.SiteCode, asset.Code, asset.Points) : null;
        return name is not null;
    }

    public bool TryFind(string site, string asset, out SourceId source)
    {
        var isKnown = directory.TryGet(site, asset, out var entry);
        source = entry?.Source ?? default;
        return isKnown;
    }
}
