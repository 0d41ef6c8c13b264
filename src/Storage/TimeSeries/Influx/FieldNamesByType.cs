using System.Collections.Concurrent;
using System.Globalization;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>The <see cref="FieldNames"/> of each measurement, shared by writer and readers. Thread-safe.</summary>
internal sealed class FieldNamesByType
{
    /// <summary>Measurement of sources that nobody names (any more): their samples stay readable under the bare number.</summary>
    private const string Nameless = "unnamed";

    private const string NamelessSite = "-";

    private readonly ConcurrentDictionary<string, FieldNames> _byType = new(StringComparer.Ordinal);

    public FieldNames Of(SeriesName name) => _byType.GetOrAdd(name.Type, static (_, points) => new FieldNames(points), name.Points);

    /// <summary>Of a measurement that was written or read before.</summary>
    public FieldNames? Find(string measurement) => _byType.GetValueOrDefault(measurement);

    public static SeriesName NameOf(ISeriesNames names, SourceId source) =>
        names.TryGet(source, out var name) ? name : new SeriesName(Nameless, NamelessSite, source.ToString(), PointTable.Empty);

    public static bool TryFindSource(ISeriesNames names, string measurement, string site, string asset, out SourceId source)
    {
        if (measurement != Nameless) return names.TryFind(site, asset, out source);
        var isNumber = int.TryParse(asset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        source = new SourceId(value);
        return isNumber && site == NamelessSite;
    }
}
