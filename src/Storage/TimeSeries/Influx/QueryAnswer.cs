using System.Text.Json;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// The JSON answer of <c>/query</c>:
/// <code>
///   {"results":[{"statement_id":0,"series":[{"name":"elevator","tags":{"asset":"e-1"},"columns":["time","floor"],"values":[[1767225600000,7]]}]},
///               {"statement_id":1,"error":"…"}]}
/// </code>
/// </summary>
internal static class QueryAnswer
{
    /// <summary>All series of all statements, in their order.</summary>
    /// <exception cref="QueryRefusedException">A statement was refused.</exception>
    /// <exception cref="StoreUnavailableException">That isn't an answer of InfluxDB.</exception>
    public static IReadOnlyList<QuerySeries> Read(ReadOnlySpan<byte> json)
    {
        var series = new List<QuerySeries>();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("no object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("results"u8)) ReadEach(ref reader, series, ReadResult);
                else if (reader.ValueTextEquals("error"u8)) throw Refusal(ref reader);
                else Skip(ref reader);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new StoreUnavailableException("unexpected-answer", "InfluxDB's answer to a question can't be read; is the address that of InfluxDB?", e);
        }

        return series;
    }

    private delegate void ElementReader(ref Utf8JsonReader reader, List<QuerySeries> series);

    private static void ReadEach(ref Utf8JsonReader reader, List<QuerySeries> series, ElementReader element)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) element(ref reader, series);
    }

    private static void ReadResult(ref Utf8JsonReader reader, List<QuerySeries> series)
    {
        var statement = 0;
        var first = series.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("series"u8)) ReadEach(ref reader, series, ReadSeries);
            else if (reader.ValueTextEquals("error"u8)) throw Refusal(ref reader);
            else if (reader.ValueTextEquals("statement_id"u8))
            {
                reader.Read();
                statement = reader.GetInt32();
            }
            else Skip(ref reader);
        }

        for (var i = first; i < series.Count; i++) series[i].Statement = statement;
    }

    private static void ReadSeries(ref Utf8JsonReader reader, List<QuerySeries> into)
    {
        var series = new QuerySeries();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                series.Name = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("tags"u8)) ReadTags(ref reader, series);
            else if (reader.ValueTextEquals("columns"u8)) ReadColumns(ref reader, series);
            else if (reader.ValueTextEquals("values"u8)) ReadRows(ref reader, series);
            else Skip(ref reader);
        }

        into.Add(series);
    }

    private static void ReadTags(ref Utf8JsonReader reader, QuerySeries series)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            series.Tags[key] = reader.GetString() ?? "";
        }
    }

    private static void ReadColumns(ref Utf8JsonReader reader, QuerySeries series)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) series.Columns.Add(reader.GetString() ?? "");
    }

    private static void ReadRows(ref Utf8JsonReader reader, QuerySeries series)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var cells = 0;
            for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; cells++) series.Add(Cell(ref reader));
            if (cells != series.Columns.Count) throw new JsonException("a row of another length than its columns");
        }
    }

    private static QueryCell Cell(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                // Minus zero is a whole number that only a float holds.
                return reader.TryGetInt64(out var whole) && whole != 0 ? new QueryCell(false, whole, whole, null) : new QueryCell(false, reader.GetDouble(), 0, null);
            case JsonTokenType.True or JsonTokenType.False:
                var flag = reader.GetBoolean() ? 1 : 0;
                return new QueryCell(false, flag, flag, null);
            case JsonTokenType.String:
                return new QueryCell(false, double.NaN, 0, reader.GetString());
            default:
                return QueryCell.Null;
        }
    }

    private static QueryRefusedException Refusal(ref Utf8JsonReader reader)
    {
        reader.Read();
        return new QueryRefusedException(reader.GetString() ?? "refused without a reason");
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
