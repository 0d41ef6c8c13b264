using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Asks for the newest value of every point of some sources: one request, a statement for each point of the type. Thread-safe.</summary>
internal sealed class NewestValues(InfluxOptions options, InfluxServer server, MeasuredFields measured)
{
    /// <summary>The newest values of sources of one type, by site and asset as they are tagged.</summary>
    public async ValueTask<ILookup<(string Site, string Asset), (ushort Point, Sample Sample)>> OfAsync(
        IReadOnlyList<SeriesName> names, CancellationToken cancellationToken)
    {
        var fields = await measured.OfAsync(names[0], cancellationToken).ConfigureAwait(false);
        // By statement; the field that evades a conflict stands before the plain one and wins where both are of the same instant.
        var columns = new List<ushort>();
        var statements = new List<string>();
        var tail = $" FROM {InfluxQl.From(options, names[0])} WHERE {InfluxQl.IsOneOf(names)} GROUP BY \"site\", \"asset\"";
        foreach (var field in fields)
        {
            if (field.HasOther) Ask(field, FieldNames.FloatPrefix + field.Key);
            if (field.HasPlain) Ask(field, field.Key);
        }

        var found = new Dictionary<(string, string, ushort), Sample>();
        if (columns.Count == 0) return Lookup();
        var answer = await server.AskAsync(statements, cancellationToken).ConfigureAwait(false);
        foreach (var series in answer)
        {
            if (series.RowCount == 0 || !SeriesReader.TryRead(series.Row(0)[1], series.Row(0)[2], QueryCell.Null, out var value)) continue;
            var key = (series.Tags["site"], series.Tags["asset"], columns[series.Statement]);
            var time = series.Row(0)[0].Whole;
            if (!found.TryGetValue(key, out var other) || other.TimestampUnixMs < time) found[key] = new Sample(time, value);
        }

        return Lookup();

        void Ask(in MeasuredField field, string key)
        {
            columns.Add(field.Point);
            statements.Add($"SELECT last({InfluxQl.Name(key)}), {InfluxQl.Name(FieldNames.BitsPrefix + field.Key)}{tail}");
        }

        ILookup<(string Site, string Asset), (ushort Point, Sample Sample)> Lookup() =>
            found.OrderBy(entry => entry.Key.Item3).ToLookup(entry => (entry.Key.Item1, entry.Key.Item2), entry => (entry.Key.Item3, entry.Value));
    }
}
