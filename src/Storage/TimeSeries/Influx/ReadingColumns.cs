using System.Runtime.InteropServices;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Which column of an answer is which point's, so that its rows become readings again.</summary>
internal sealed class ReadingColumns
{
    private readonly List<(ushort Point, int Plain, int Bits, int Other)> _points = [];
    private readonly int _received;

    public ReadingColumns(QuerySeries series, FieldNames fields)
    {
        _received = series.Columns.IndexOf(FieldNames.Received);
        var seen = new HashSet<ushort>();
        foreach (var column in series.Columns)
        {
            if (!fields.TryGetPoint(column, out var point) || !seen.Add(point)) continue;
            var key = fields.KeyOf(point);
            _points.Add((point, series.Columns.IndexOf(key), series.Columns.IndexOf(FieldNames.BitsPrefix + key), series.Columns.IndexOf(FieldNames.FloatPrefix + key)));
        }
    }

    /// <summary>Adds the row's reading, if it has a value. What other programs wrote has no receive time: it counts as received when it was measured.</summary>
    public void Add(ReadOnlySpan<QueryCell> row, SourceId source, List<PointValue> values, ReadingBatch into)
    {
        values.Clear();
        foreach (var (point, plain, bits, other) in _points)
        {
            if (SeriesReader.TryRead(At(row, plain), At(row, bits), At(row, other), out var value)) values.Add(new PointValue(point, value));
        }

        if (values.Count == 0) return;
        var received = At(row, _received).Whole;
        // An arithmetic shift, so that a delay below zero comes back too.
        into.Add(source, row[0].Whole, row[0].Whole + (received >> 8), (ReadingFlags)(byte)received, CollectionsMarshal.AsSpan(values));
    }

    private static QueryCell At(ReadOnlySpan<QueryCell> row, int column) => column < 0 ? QueryCell.Null : row[column];
}
