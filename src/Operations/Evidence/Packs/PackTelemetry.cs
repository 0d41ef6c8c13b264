using System.Globalization;
using System.Text;
using Facilities.Telemetry;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Writes the raw readings of the asset, one row each, and between them a row for each gap: the same gaps by which the loss was counted (<see cref="CoverageCount"/>). Reads page
/// by page; memory doesn't grow with the stretch.
/// </summary>
internal sealed class PackTelemetry(ITimeSeriesStore series)
{
    private const int Page = 2_000;

    public async Task WriteAsync(PackFacts facts, PointTable points, TextWriter output, CancellationToken cancellationToken)
    {
        var source = new SourceId(facts.Asset.Id.Value);
        var (from, until) = (facts.From.ToUnixTimeMilliseconds(), facts.Until.ToUnixTimeMilliseconds());
        var (interval, reach) = ((long)facts.ExpectedInterval.TotalMilliseconds, CoverageCount.Reach(facts.ExpectedInterval));
        var columns = points.Points.OrderBy(point => point.No).ToList();
        await output.WriteLineAsync("kind,at,until,received_at,flags," + string.Join(',', columns.Select(point => point.Key))).ConfigureAwait(false);
        long? previous = null;
        var batch = new ReadingBatch(Page);
        var line = new StringBuilder();
        for (var at = from - reach; at < until;)
        {
            batch.Clear();
            await series.ReadingsAsync(source, at, until, Page, batch, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++)
            {
                var time = Row(batch[i], columns, line, out var isUsable);
                if (isUsable && Gap(previous, time, from, until, interval, reach) is { } gap) await output.WriteLineAsync(gap).ConfigureAwait(false);
                if (isUsable) previous = time;
                if (time >= from) await output.WriteLineAsync(line, cancellationToken).ConfigureAwait(false);
                at = time + 1;
            }

            if (batch.Count < Page) break;
        }

        if (Gap(previous, until, from, until, interval, reach) is { } last) await output.WriteLineAsync(last).ConfigureAwait(false);
    }

    private static string? Gap(long? previous, long next, long from, long until, long interval, long reach)
    {
        if (previous is { } known && next - known <= reach) return null;
        var (begin, end) = (previous is { } before ? Math.Max(from, before + interval) : from, Math.Min(next, until));
        return end > begin ? $"gap,{PackTime.Exact(begin)},{PackTime.Exact(end)},," : null;
    }

    /// <summary>Writes the row of a reading; usable is what coverage counts: any value that is a number.</summary>
    private static long Row(in Reading reading, List<PointDefinition> columns, StringBuilder line, out bool isUsable)
    {
        isUsable = false;
        line.Clear().Append("reading,").Append(PackTime.Exact(reading.EventTimeUnixMs)).Append(",,").Append(PackTime.Exact(reading.ReceiveTimeUnixMs)).Append(',');
        if (reading.Flags != ReadingFlags.None) line.Append(reading.Flags.ToString().Replace(", ", " ", StringComparison.Ordinal));
        foreach (var column in columns)
        {
            line.Append(',');
            foreach (var value in reading.Values)
            {
                if (value.Point != column.No) continue;
                isUsable |= !double.IsNaN(value.Value);
                line.Append(Text(column, value.Value));
            }
        }

        return reading.EventTimeUnixMs;
    }

    private static string Text(PointDefinition point, double value) =>
        double.IsNaN(value) ? "unusable"
        : point.Kind == PointKind.State && value >= 0 && value < point.States.Count && value == Math.Truncate(value) ? point.States[(int)value]
        : value.ToString("R", CultureInfo.InvariantCulture);
}
