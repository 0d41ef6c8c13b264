using System.Diagnostics.CodeAnalysis;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Every source is an elevator but 12, a pump; 4 and whatever is above 50 has no name; the words hold what line protocol and InfluxQL must escape.</summary>
internal sealed class TestNames : ISeriesNames
{
    public const string Site = "玉兰 苑,\"A\"='1'";

    private static readonly PointTable Points = new(
        new[] { (1, "speed"), (2, "load kg"), (3, "X_odd"), (5, "time"), (900, "door,state=") }
            .Select(point => new PointDefinition { No = (ushort)point.Item1, Key = point.Item2, Kind = PointKind.Number }));

    public long Version { get; set; } = 1;

    public static string AssetOf(int source) => $"e-{source}";

    public bool TryGet(SourceId source, [NotNullWhen(true)] out SeriesName? name)
    {
        var isNamed = source.Value is > 0 and <= 50 and not 4;
        name = isNamed ? new SeriesName(source.Value == 12 ? "booster-pump" : "elevator", Site, AssetOf(source.Value), Points) : null;
        return isNamed;
    }

    public bool TryFind(string site, string asset, out SourceId source)
    {
        source = new SourceId(int.Parse(asset.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));
        return site == Site;
    }
}
