using System.Globalization;
using System.Text;
using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// Roll-ups and what is known of them, in the server itself, so that every process sees the same. Two things beside the buckets (<see cref="RollUpText"/>),
/// in the measurement <c>type.upkeep</c>:
/// <code>
///   state="…"                            at 2200, where no retention policy ends: the source's <see cref="Upkeep"/>, base 64
///   noted=1767300000000i, done=…i        at the start of a day that took late samples: when that was noted, and up to when notes are dealt with
/// </code>
/// Nothing is ever taken back from there: a day is pending while <c>noted ≥ done</c>, whoever wrote which first. So it needs writes and questions only, which
/// all of InfluxDB's generations have. Thread-safe.
/// </summary>
internal sealed class RollUpServer(InfluxOptions options, InfluxServer server, InfluxSchema schema, FieldNamesByType fields, TimeProvider clock, ILogger logger)
{
    /// <summary>Instants of one answer.</summary>
    private const int PageRows = 5_000;

    /// <summary>2200-01-01.</summary>
    private const long StateUnixMs = 7_258_118_400_000;

    /// <summary>Lines of one request.</summary>
    private const int MostLines = 5_000;

    /// <summary>State, and the days in [from, to) that took late samples and aren't dealt with.</summary>
    public async ValueTask<SourceUpkeep> UpkeepAsync(SeriesName name, long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        var from = $"FROM {From(RollUpText.UpkeepOf(name))} WHERE {InfluxQl.Is(name)}";
        List<string> questions = [$"SELECT \"state\" {from}"];
        if (InfluxQl.Between(fromUnixMs, toUnixMs) is { } between) questions.Add($"SELECT \"noted\", \"done\" {from} AND {between}");
        var upkeep = Upkeep.None;
        var days = new List<LateDay>();
        foreach (var series in await server.AskAsync(questions, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < series.RowCount; i++)
            {
                var row = series.Row(i);
                if (series.Statement == 0) upkeep = Decode(name, row[1].Text);
                else if (!row[1].IsNull && (row[2].IsNull || row[1].Whole >= row[2].Whole)) days.Add(new LateDay(row[0].Whole, row[1].Whole));
            }
        }

        // The server drops what its policy doesn't keep, evidence too.
        if (options.RetentionDuration is { } kept) upkeep = upkeep.WithSamplesFrom((clock.GetUtcNow() - kept).ToUnixTimeMilliseconds());
        return new SourceUpkeep(upkeep, days);
    }

    public ValueTask PutUpkeepAsync(SeriesName name, Upkeep upkeep, CancellationToken cancellationToken) =>
        WriteAsync($"{Prefix(name, RollUpText.UpkeepOf(name))} state=\"{Convert.ToBase64String(upkeep.Encode())}\" {StateUnixMs}\n", cancellationToken);

    /// <summary>Notes days that take late samples; when this returns the samples may be written.</summary>
    public async ValueTask NoteAsync(IEnumerable<(SeriesName Name, long Day)> days, long nowUnixMs, CancellationToken cancellationToken)
    {
        foreach (var slice in days.Chunk(MostLines))
        {
            var lines = new StringBuilder();
            foreach (var (name, day) in slice) lines.Append(CultureInfo.InvariantCulture, $"{Prefix(name, RollUpText.UpkeepOf(name))} noted={nowUnixMs}i {day}\n");
            await WriteAsync(lines.ToString(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What was noted of these days before <paramref name="throughUnixMs"/> is dealt with.</summary>
    public async ValueTask EndAsync(SeriesName name, IEnumerable<long> days, long throughUnixMs, CancellationToken cancellationToken)
    {
        var prefix = Prefix(name, RollUpText.UpkeepOf(name));
        foreach (var slice in days.Chunk(MostLines))
        {
            var lines = new StringBuilder();
            foreach (var day in slice) lines.Append(CultureInfo.InvariantCulture, $"{prefix} done={throughUnixMs}i {day}\n");
            await WriteAsync(lines.ToString(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a level's buckets, one line per instant; those of before are overwritten.</summary>
    public async ValueTask PutAsync(SeriesName name, RollUpLevel level, IEnumerable<(ushort Point, RollUpBucket Bucket)> buckets, CancellationToken cancellationToken)
    {
        var prefix = Prefix(name, RollUpText.MeasurementOf(name, level));
        var ofType = fields.Of(name);
        foreach (var slice in buckets.GroupBy(static item => item.Bucket.StartUnixMs).Chunk(MostLines))
        {
            var lines = new StringBuilder();
            foreach (var instant in slice)
            {
                var separator = ' ';
                lines.Append(prefix);
                foreach (var (point, bucket) in instant)
                {
                    lines.Append(separator);
                    RollUpText.Write(lines, LineProtocol.Escape(ofType.KeyOf(point)), bucket);
                    separator = ',';
                }

                lines.Append(CultureInfo.InvariantCulture, $" {instant.Key}\n");
            }

            await WriteAsync(lines.ToString(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Buckets of a level that begin in [from, to), ascending; of one point, or of all.</summary>
    public async IAsyncEnumerable<(ushort Point, RollUpBucket Bucket)> BucketsAsync(
        SeriesName name, RollUpLevel level, ushort? point, long fromUnixMs, long toUnixMs,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ofType = fields.Of(name);
        var what = point is { } no ? InfluxQl.Name(RollUpText.FieldOf(ofType.KeyOf(no))) : "*::field";
        for (var from = fromUnixMs; InfluxQl.Between(from, toUnixMs) is { } between;)
        {
            var question = $"SELECT {what} FROM {From(RollUpText.MeasurementOf(name, level))} WHERE {InfluxQl.Is(name)} AND {between} ORDER BY time LIMIT {PageRows}";
            var answer = await server.AskAsync(question, cancellationToken).ConfigureAwait(false);
            if (answer.Count == 0) yield break;
            var rows = answer[0];
            for (var i = 0; i < rows.RowCount; i++)
            {
                for (var column = 1; column < rows.Columns.Count; column++)
                {
                    if (RollUpText.TryGetKey(rows.Columns[column], out var key) && ofType.TryGetPoint(key, out var found)
                        && RollUpText.TryRead(rows.Row(i)[0].Whole, rows.Row(i)[column].Text, out var bucket)) yield return (found, bucket);
                }
            }

            if (rows.RowCount < PageRows) yield break;
            from = rows.Row(rows.RowCount - 1)[0].Whole + 1;
        }
    }

    /// <summary>Days in [from, to) that have samples, ascending.</summary>
    public async ValueTask<List<long>> DaysWithSamplesAsync(SeriesName name, long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        var source = $"FROM {InfluxQl.From(options, name)} WHERE {InfluxQl.Is(name)}";
        if (fromUnixMs == Upkeep.Whole)
        {
            // Empty days from the beginning of time would be an answer of their own.
            var first = await server.AskAsync($"SELECT *::field {source} ORDER BY time LIMIT 1", cancellationToken).ConfigureAwait(false);
            if (first.Count == 0 || first[0].RowCount == 0) return [];
            fromUnixMs = RollUpLevel.Day.BucketOf(first[0].Row(0)[0].Whole);
        }

        var days = new List<long>();
        if (InfluxQl.Between(fromUnixMs, toUnixMs) is not { } between) return days;
        foreach (var series in await server.AskAsync($"SELECT count(*::field) {source} AND {between} GROUP BY time(1d) fill(none)", cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < series.RowCount; i++) days.Add(series.Row(i)[0].Whole);
        }

        return days;
    }

    /// <summary>A measurement in the policy of the roll-ups.</summary>
    public string From(string measurement) =>
        options.RollUpsIn is { } policy ? $"{InfluxQl.Name(policy)}.{InfluxQl.Name(measurement)}" : InfluxQl.Name(measurement);

    private static string Prefix(SeriesName name, string measurement) =>
        $"{LineProtocol.EscapeMeasurement(measurement)},site={LineProtocol.Escape(name.Site)},asset={LineProtocol.Escape(name.Asset)}";

    private Upkeep Decode(SeriesName name, string? state)
    {
        try
        {
            return state is null ? Upkeep.None : Upkeep.Decode(Convert.FromBase64String(state));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            // Somebody has written there: what its samples still say is rolled up anew.
            InfluxLog.UpkeepUnreadable(logger, name.Site, name.Asset);
            return Upkeep.None;
        }
    }

    private async ValueTask WriteAsync(string lines, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        var answer = await server.WriteRollUpsAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (answer.Outcome == WriteOutcome.NoDatabase)
        {
            if (await schema.EnsureAsync(cancellationToken).ConfigureAwait(false) is { } why) answer = new WriteAnswer(WriteOutcome.Unavailable, why, "no-database");
            else answer = await server.WriteRollUpsAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Outcome == WriteOutcome.Written) return;
        // Beyond the policy's time: nobody will miss it.
        if (answer.Outcome == WriteOutcome.Refused && answer.Reason.Contains("beyond retention policy", StringComparison.Ordinal)) return;
        if (answer.Outcome == WriteOutcome.Refused) answer = new WriteAnswer(WriteOutcome.Unavailable, "it refuses roll-ups: " + answer.Reason, "refused");
        throw ServerError.ToException(options, answer);
    }
}
