using System.Globalization;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Store;

/// <summary>
/// The embedded store alone on made-up lifts: ten thousand for writing; a hundred over weeks for queries, warm. Making the readings isn't counted.
/// </summary>
internal sealed class StoreBench(string folder, IProgress<string> progress)
{
    private const int Lifts = 10_000;
    private const int WriteRounds = 120;

    private const int Turns = 8;

    private const int QueriedLifts = 100;
    private const int Queries = 200;
    private const long Day = 86_400_000;

    private readonly SourceId[] _queried = [.. Enumerable.Range(1, QueriedLifts).Select(static lift => new SourceId(lift))];

    /// <param name="What">What was measured.</param>
    /// <param name="Measured">With its unit.</param>
    /// <param name="Target">What it should reach.</param>
    internal sealed record Row(string What, string Measured, string Target);

    public async Task<IReadOnlyList<Row>> RunAsync(long samples, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        await WriteAsync(rows, cancellationToken).ConfigureAwait(false);
        var path = Path.Combine(folder, "queries.db");
        var store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = path });
        await using (store.ConfigureAwait(false))
        {
            var end = await FillAsync(store, samples, cancellationToken).ConfigureAwait(false);
            await QueryAsync(rows, store, end, cancellationToken).ConfigureAwait(false);
            await WriteBesideQueriesAsync(rows, store, end, cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }

    private async Task WriteAsync(List<Row> rows, CancellationToken cancellationToken)
    {
        progress.Report("writing");
        var path = Path.Combine(folder, "write.db");
        var load = new BenchLoad(Lifts);
        var store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = path });
        TimeSpan spent;
        await using (store.ConfigureAwait(false)) spent = await WriteRoundsAsync(store, load, WriteRounds, cancellationToken).ConfigureAwait(false);
        var count = (long)Lifts * WriteRounds * BenchLoad.Points;
        rows.Add(new Row("embedded write path alone", Rate(count, spent), ">= 3M samples/s"));
        rows.Add(new Row("bytes a sample, simulated lifts", string.Create(CultureInfo.InvariantCulture, $"{(double)new FileInfo(path).Length / count:F2}"), "<= 3"));
        File.Delete(path);
    }

    private async Task<long> FillAsync(SqliteTimeSeriesStore store, long samples, CancellationToken cancellationToken)
    {
        var rounds = (int)Math.Clamp(samples / (QueriedLifts * BenchLoad.Points), 20_161, int.MaxValue);
        var load = new BenchLoad(QueriedLifts);
        for (var round = 0; round < rounds;)
        {
            // Batches as large as the journal's chunks.
            var batch = load.Next(Math.Min(40, rounds - round));
            round += Math.Min(40, rounds - round);
            await store.WriteAsync(batch, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            progress.Report($"filling for queries: {round * 100L / rounds} %");
        }

        await store.FlushAsync(cancellationToken).ConfigureAwait(false);
        return load.NowUnixMs;
    }

    private async Task QueryAsync(List<Row> rows, SqliteTimeSeriesStore store, long end, CancellationToken cancellationToken)
    {
        progress.Report("queries");
        var turn = 0;
        rows.Add(await MeasureAsync("24 h raw of one series", "<= 5 ms p50", async () =>
            (await store.RangeAsync(Next(), 3, end - 2 * Day, end - Day, int.MaxValue, cancellationToken).ConfigureAwait(false)).Count).ConfigureAwait(false));
        rows.Add(await MeasureAsync("7 d per minute", "<= 15 ms p50", async () =>
            (await store.AggregateAsync(Next(), 3, end - 7 * Day, end, 60_000, cancellationToken).ConfigureAwait(false)).Count).ConfigureAwait(false));
        rows.Add(await MeasureAsync("7 d per minute, percentile and growth", "report", async () => (await store.AggregateAsync(
            new AggregateQuery { Source = Next(), Point = 4, FromUnixMs = end - 7 * Day, ToUnixMs = end, Windows = WindowGrid.Every(60_000), Increase = true, Percentile = 0.95 },
            cancellationToken).ConfigureAwait(false)).Windows.Count).ConfigureAwait(false));
        rows.Add(await MeasureAsync($"last of {QueriedLifts} assets x {BenchLoad.Points}", "<= 5 ms p50", async () =>
            (await store.LastAsync(_queried, cancellationToken).ConfigureAwait(false)).Count).ConfigureAwait(false));

        SourceId Next() => _queried[turn++ % QueriedLifts];
    }

    private static async Task<Row> MeasureAsync(string what, string target, Func<Task<int>> query)
    {
        var (times, results) = (new double[Queries], 0);
        // Each lift once before, so that pages and code are warm.
        for (var i = 0; i < QueriedLifts; i++) results = await query().ConfigureAwait(false);
        for (var i = 0; i < Queries; i++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await query().ConfigureAwait(false);
            times[i] = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        return new Row(what, string.Create(CultureInfo.InvariantCulture, $"{times[Queries / 2]:F2} / {times[Queries * 99 / 100]:F2} ms p50/p99 ({results} rows)"), target);
    }

    /// <summary>
    /// Other lifts are written into the store that is queried, alone and beside one client that asks as a page's charts do: in turns that change their order, because
    /// what one leaves to be cleared up the next pays for. Totals are compared, single turns differ by more than what is asked.
    /// </summary>
    private async Task WriteBesideQueriesAsync(List<Row> rows, SqliteTimeSeriesStore store, long end, CancellationToken cancellationToken)
    {
        progress.Report("writing beside queries");
        var load = new BenchLoad(Lifts, firstSource: 1_000_000);
        await WriteRoundsAsync(store, load, WriteRounds, cancellationToken).ConfigureAwait(false);
        var (alone, beside, asked) = (TimeSpan.Zero, TimeSpan.Zero, 0);
        for (var turn = 0; turn < Turns; turn++)
        {
            if (turn % 2 == 0) alone += await WriteRoundsAsync(store, load, WriteRounds, cancellationToken).ConfigureAwait(false);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var asking = Task.Run(() => AskAsync(store, end, stop.Token), CancellationToken.None);
            beside += await WriteRoundsAsync(store, load, WriteRounds, cancellationToken).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            asked += await asking.ConfigureAwait(false);
            if (turn % 2 != 0) alone += await WriteRoundsAsync(store, load, WriteRounds, cancellationToken).ConfigureAwait(false);
        }

        rows.Add(new Row(
            "writes while queries run: slow-down",
            string.Create(CultureInfo.InvariantCulture, $"{(beside / alone - 1) * 100:F0} % ({Turns} turns; {asked / beside.TotalSeconds:F0} queries/s; {Rate((long)Lifts * WriteRounds * BenchLoad.Points * Turns, beside)} beside, {Rate((long)Lifts * WriteRounds * BenchLoad.Points * Turns, alone)} alone)"),
            "<= 20 %"));
    }

    /// <summary>A page's charts: once every 20 ms a day, or a week per minute. Returns how many were asked.</summary>
    private async Task<int> AskAsync(SqliteTimeSeriesStore store, long end, CancellationToken stop)
    {
        var asked = 0;
        while (!stop.IsCancellationRequested)
        {
            var source = _queried[asked++ % QueriedLifts];
            if (asked % 4 == 0) await store.AggregateAsync(source, 3, end - 7 * Day, end, 60_000, CancellationToken.None).ConfigureAwait(false);
            else await store.RangeAsync(source, 3, end - 2 * Day, end - Day, int.MaxValue, CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return asked;
    }

    private static async Task<TimeSpan> WriteRoundsAsync(SqliteTimeSeriesStore store, BenchLoad load, int rounds, CancellationToken cancellationToken)
    {
        var spent = TimeSpan.Zero;
        for (var round = 0; round <= rounds; round++)
        {
            var batch = round < rounds ? load.Next(1) : null;
            var began = TimeProvider.System.GetTimestamp();
            if (batch is not null) await store.WriteAsync(batch, JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            else await store.FlushAsync(cancellationToken).ConfigureAwait(false);
            spent += TimeProvider.System.GetElapsedTime(began);
        }

        return spent;
    }

    private static string Rate(long count, TimeSpan spent) => string.Create(CultureInfo.InvariantCulture, $"{count / spent.TotalSeconds / 1e6:F2}M samples/s");
}
