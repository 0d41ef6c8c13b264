using System.Globalization;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Lets the server add up even windows, or hours where a site's local windows are made of whole ones. Only where what it says is the same as the samples would:
/// it knows neither our sentinel nor values beside their field, so it is asked at once whether there are any. Thread-safe.
/// </summary>
internal sealed class ServerWindows(InfluxOptions options, InfluxServer server, FieldNamesByType fields)
{
    /// <summary>Windows of one answer.</summary>
    private const int PageRows = 10_000;

    private const long HourMs = 3_600_000;

    /// <summary>Adds all windows of the query to the fold. False, with nothing added, when only the samples can say.</summary>
    public async ValueTask<bool> TryAddAsync(SeriesName name, AggregateQuery query, WindowFold fold, CancellationToken cancellationToken)
    {
        if (!fold.TakesSummaries || InfluxQl.Between(query.FromUnixMs, query.ToUnixMs) is not { } stretch) return false;
        if (!TryGetBucket(query, out var bucketMs)) return false;
        var key = fields.Of(name).KeyOf(query.Point);
        var source = $"FROM {InfluxQl.From(options, name)} WHERE {InfluxQl.Is(name)} AND ";
        string? odd = $"SELECT count({InfluxQl.Name(FieldNames.BitsPrefix + key)}), count({InfluxQl.Name(FieldNames.FloatPrefix + key)}) {source}{stretch}";
        var field = InfluxQl.Name(key);
        var select = $"SELECT count({field}), min({field}), max({field}), sum({field}), first({field}), last({field}) {source}";
        for (var from = query.FromUnixMs; !fold.IsDone && InfluxQl.Between(from, query.ToUnixMs) is { } rest; odd = null)
        {
            var group = bucketMs is { } length
                ? string.Create(CultureInfo.InvariantCulture, $" GROUP BY time({length}ms, {(query.Windows.LengthMs is null ? 0 : Offset(query.FromUnixMs, length))}ms) fill(none) LIMIT {PageRows}")
                : "";
            var answer = await server.AskAsync(odd is null ? [select + rest + group] : [select + rest + group, odd], cancellationToken).ConfigureAwait(false);
            if (answer.Any(static series => series.Statement == 1)) return false;
            if (answer.Count == 0) break;
            var rows = answer[0];
            for (var i = 0; i < rows.RowCount; i++) Add(rows.Row(i), query.FromUnixMs, fold);
            if (bucketMs is null || rows.RowCount < PageRows) break;
            from = rows.Row(rows.RowCount - 1)[0].Whole + bucketMs.Value;
        }

        return true;
    }

    private static void Add(ReadOnlySpan<QueryCell> row, long fromUnixMs, WindowFold fold)
    {
        // A text of somebody else's has a count and nothing to add up.
        if (row[1].IsNull || row[4].IsNull) return;
        fold.AddSummary(Math.Max(row[0].Whole, fromUnixMs), row[1].Whole, row[2].Number, row[3].Number, row[4].Number, row[5].Number, row[6].Number);
    }

    private static bool TryGetBucket(AggregateQuery query, out long? bucketMs)
    {
        bucketMs = query.Windows.LengthMs;
        // One window.
        if (bucketMs is { } length && length >= query.ToUnixMs - query.FromUnixMs) bucketMs = null;
        if (query.Windows.LengthMs is not null) return true;
        bucketMs = HourMs;
        return query.Windows.IsAlignedTo(HourMs, query.FromUnixMs, query.ToUnixMs);
    }

    private static long Offset(long fromUnixMs, long lengthMs)
    {
        var rest = fromUnixMs % lengthMs;
        return rest < 0 ? rest + lengthMs : rest;
    }
}
