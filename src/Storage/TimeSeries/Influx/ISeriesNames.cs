using System.Diagnostics.CodeAnalysis;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Names of sources and back, from whoever keeps the assets. Thread-safe; lookups are in memory and quick.</summary>
public interface ISeriesNames
{
    /// <summary>Grows whenever a name has changed or come.</summary>
    long Version { get; }

    bool TryGet(SourceId source, [NotNullWhen(true)] out SeriesName? name);

    bool TryFind(string site, string asset, out SourceId source);
}
