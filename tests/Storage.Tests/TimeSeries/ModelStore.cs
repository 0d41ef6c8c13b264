using Facilities.Telemetry;

namespace Facilities.Storage.Tests.TimeSeries;

/// <summary>What a store has to answer, told in the plainest way: a dictionary of everything.</summary>
internal sealed class ModelStore
{
    private readonly Dictionary<SourceId, SortedDictionary<long, Row>> _rows = [];

    public IEnumerable<SourceId> Sources => _rows.Keys.OrderBy(s => s.Value);

    public void Write(ReadingBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var reading = batch[i];
            if (reading.Values.IsEmpty) continue;
            if (!_rows.TryGetValue(reading.Source, out var rows)) _rows.Add(reading.Source, rows = []);
            if (!rows.TryGetValue(reading.EventTimeUnixMs, out var row)) rows.Add(reading.EventTimeUnixMs, row = new Row());
            row.ReceiveTimeUnixMs = reading.ReceiveTimeUnixMs;
            row.Flags = reading.Flags;
            foreach (var value in reading.Values) row.Values[value.Point] = value.Value;
        }
    }

    public void Delete(SourceId source) => _rows.Remove(source);

    public List<Sample> Range(SourceId source, ushort point, long from, long to) =>
        [.. RowsOf(source, from, to).Where(r => r.Value.Values.ContainsKey(point)).Select(r => new Sample(r.Key, r.Value.Values[point]))];

    public IEnumerable<KeyValuePair<long, Row>> RowsOf(SourceId source, long from, long to) =>
        _rows.TryGetValue(source, out var rows) ? rows.Where(r => r.Key >= from && r.Key < to) : [];

    public List<WindowAggregate> Aggregate(SourceId source, ushort point, long from, long to, long window) =>
    [
        .. Range(source, point, from, to)
            .Where(s => !double.IsNaN(s.Value))
            .GroupBy(s => from + (s.TimestampUnixMs - from) / window * window)
            .Select(g => new WindowAggregate(
                g.Key, g.Count(), g.Min(s => s.Value), g.Max(s => s.Value), g.Sum(s => s.Value), g.First().Value, g.Last().Value)),
    ];

    public List<LastValue> Last(SourceId source) =>
    [
        .. RowsOf(source, long.MinValue, long.MaxValue)
            .SelectMany(r => r.Value.Values.Select(v => new LastValue(source, v.Key, r.Key, v.Value)))
            .GroupBy(l => l.Point)
            .Select(g => g.Last())
            .OrderBy(l => l.Point),
    ];

    internal sealed class Row
    {
        public long ReceiveTimeUnixMs { get; set; }

        public ReadingFlags Flags { get; set; }

        public SortedDictionary<ushort, double> Values { get; } = [];
    }
}
