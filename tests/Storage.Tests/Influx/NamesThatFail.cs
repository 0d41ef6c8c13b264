using System.Diagnostics.CodeAnalysis;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Influx;

internal sealed class NamesThatFail(SourceId source) : ISeriesNames
{
    private readonly TestNames _names = new();

    public long Version => _names.Version;

    public bool TryGet(SourceId source1, [NotNullWhen(true)] out SeriesName? name) =>
        source1 == source ? throw new InvalidOperationException("No name can be found.") : _names.TryGet(source1, out name);

    public bool TryFind(string site, string asset, out SourceId source1) => _names.TryFind(site, asset, out source1);
}
