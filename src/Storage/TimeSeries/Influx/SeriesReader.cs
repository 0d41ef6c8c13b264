using System.Globalization;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Asks for the samples of one source and reads values back as they were written. Thread-safe; keeps nothing.</summary>
internal sealed class SeriesReader(InfluxOptions options, InfluxServer server, FieldNamesByType fields)
{
    /// <summary>Rows of one answer: a megabyte or two.</summary>
    private const int PageRows = 20_000;

    /// <summary>Gives the samples of a point in [from, to), ascending, until the sink is done.</summary>
    public async ValueTask ScanAsync(SeriesName name, ushort point, long fromUnixMs, long toUnixMs, int limit, ISeriesSink sink, CancellationToken cancellationToken)
    {
        var select = Select(name, point);
        var from = fromUnixMs;
        while (!sink.IsDone && limit > 0)
        {
            var page = Math.Min(limit, PageRows);
            var series = await PageAsync(select, from, toUnixMs, page, cancellationToken).ConfigureAwait(false);
            if (series is null) return;
            for (var i = 0; i < series.RowCount && !sink.IsDone; i++)
            {
                var row = series.Row(i);
                if (TryRead(row[1], row[2], row[3], out var value)) sink.Add(row[0].Whole, value);
            }

            if (series.RowCount < page) return;
            limit -= series.RowCount;
            from = series.Row(series.RowCount - 1)[0].Whole + 1;
        }
    }

    /// <summary>Adds whole readings of [from, to), ascending, at most <paramref name="limit"/>.</summary>
    public async ValueTask ReadAsync(SeriesName name, SourceId source, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken)
    {
        // 'time' and everything that was measured; the tags are known.
        var select = $"SELECT *::field FROM {InfluxQl.From(options, name)} WHERE {InfluxQl.Is(name)}";
        var from = fromUnixMs;
        var values = new List<PointValue>();
        while (limit > 0)
        {
            var page = Math.Min(limit, PageRows / 4);
            var series = await PageAsync(select, from, toUnixMs, page, cancellationToken).ConfigureAwait(false);
            if (series is null) return;
            var columns = new ReadingColumns(series, fields.Of(name));
            for (var i = 0; i < series.RowCount; i++) columns.Add(series.Row(i), source, values, into);
            if (series.RowCount < page) return;
            limit -= series.RowCount;
            from = series.Row(series.RowCount - 1)[0].Whole + 1;
        }
    }

    /// <summary>The last sample of a point in [from, to).</summary>
    public async ValueTask<Sample?> LastAsync(SeriesName name, ushort point, long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        if (InfluxQl.Between(fromUnixMs, toUnixMs) is not { } between) return null;
        var question = $"{Select(name, point)} AND {between} ORDER BY time DESC LIMIT 1";
        var answer = await server.AskAsync(question, cancellationToken).ConfigureAwait(false);
        if (answer.Count == 0 || answer[0].RowCount == 0) return null;
        var row = answer[0].Row(0);
        return TryRead(row[1], row[2], row[3], out var value) ? new Sample(row[0].Whole, value) : null;
    }

    /// <summary>Whether any line is where the condition says.</summary>
    public async ValueTask<bool> HasLinesAsync(string from, string condition, CancellationToken cancellationToken)
    {
        var question = $"SELECT *::field FROM {from} WHERE {condition} LIMIT 1";
        return (await server.AskAsync(question, cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    /// <summary>A value from its three fields: the plain one, the bits behind a sentinel, and the one that evades a conflict and counts first.</summary>
    public static bool TryRead(in QueryCell plain, in QueryCell bits, in QueryCell other, out double value)
    {
        var cell = other.IsNull ? plain : other;
        value = cell.Number;
        if (cell.IsNull || cell.Text is not null) return false;
        if (value == LineProtocol.Sentinel && !bits.IsNull) value = BitConverter.Int64BitsToDouble(bits.Whole);
        return true;
    }

    private string Select(SeriesName name, ushort point)
    {
        var key = fields.Of(name).KeyOf(point);
        var (plain, bits, other) = (InfluxQl.Name(key), InfluxQl.Name(FieldNames.BitsPrefix + key), InfluxQl.Name(FieldNames.FloatPrefix + key));
        return $"SELECT {plain}, {bits}, {other} FROM {InfluxQl.From(options, name)} WHERE {InfluxQl.Is(name)}";
    }

    private async ValueTask<QuerySeries?> PageAsync(string select, long fromUnixMs, long toUnixMs, int rows, CancellationToken cancellationToken)
    {
        if (InfluxQl.Between(fromUnixMs, toUnixMs) is not { } between) return null;
        var question = string.Create(CultureInfo.InvariantCulture, $"{select} AND {between} ORDER BY time LIMIT {rows}");
        var answer = await server.AskAsync(question, cancellationToken).ConfigureAwait(false);
        return answer.Count == 0 ? null : answer[0];
    }
}
