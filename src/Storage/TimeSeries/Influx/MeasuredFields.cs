using System.Collections.Concurrent;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Which fields a type's measurement may have: those of its points, and whatever else the server says it has. The latter is remembered for a few seconds: asking for the newest
/// values begins with it. Thread-safe.
/// </summary>
internal sealed class MeasuredFields(InfluxOptions options, InfluxServer server, FieldNamesByType fields, TimeProvider clock)
{
    /// <summary>A field that no template tells of (another process met a conflict, a point that isn't in the template any more) is seen this much later, at most.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (long At, IReadOnlyList<MeasuredField> Fields)> _known = new(StringComparer.Ordinal);

    public async ValueTask<IReadOnlyList<MeasuredField>> OfAsync(SeriesName name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name.Type, out var known) && clock.GetElapsedTime(known.At) < Remembered) return known.Fields;
        var ofType = fields.Of(name);
        var found = new SortedDictionary<ushort, MeasuredField>(ofType.Points.ToDictionary(static p => p.No, p => new MeasuredField(p.No, ofType.KeyOf(p.No), true, false)));
        var now = clock.GetTimestamp();
        var answer = await server.AskAsync($"SHOW FIELD KEYS FROM {InfluxQl.From(options, name)}", cancellationToken).ConfigureAwait(false);
        foreach (var series in answer)
        {
            for (var i = 0; i < series.RowCount; i++)
            {
                var field = series.Row(i)[0].Text ?? "";
                if (!ofType.TryGetPoint(field, out var point)) continue;
                var isOther = field.StartsWith(FieldNames.FloatPrefix, StringComparison.Ordinal);
                found.TryGetValue(point, out var before);
                found[point] = new MeasuredField(point, ofType.KeyOf(point), before.HasPlain || !isOther, before.HasOther || isOther);
            }
        }

        IReadOnlyList<MeasuredField> all = [.. found.Values];
        _known[name.Type] = (now, all);
        return all;
    }
}
