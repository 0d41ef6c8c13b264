using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Ingest.Commands.Store;

/// <summary>
/// An InfluxDB server alone on made-up lifts, through the service's own store: how many lines it takes, which is the most that any path to it can carry, and
/// what roll-ups save a question. In databases of its own, which are dropped: the user must have the right to.
/// </summary>
internal sealed class InfluxBench(InfluxOptions server, string folder, IProgress<string> progress) : ISeriesNames, IRefusedSamples
{
    private const string Site = "bench";
    private const int Lifts = 10_000;
    private const int QueriedLifts = 10;
    private const int Queries = 30;
    private const int RoundsPerDay = 2_880;
    private const int BatchRounds = 400;
    private const long Day = 86_400_000;

    private static readonly PointTable Points = new(
        new[] { "temperature", "voltage", "current", "trips", "occupied", "door", "power", "floor" }
            .Select(static (key, index) => new PointDefinition { No = (ushort)(index + 1), Key = key, Kind = PointKind.Number }));

    private readonly string _database = $"facilities_bench_{Guid.NewGuid():N}";
    private long _refused;

    public long Version => 1;

    /// <param name="samples">Written at most; a day of the queried lifts at least.</param>
    public async Task<IReadOnlyList<StoreBench.Row>> RunAsync(long samples, CancellationToken cancellationToken)
    {
        var rows = new List<StoreBench.Row>();
        var days = samples >= 10_000_000 ? 30 : 2;
        try
        {
            await WriteAsync(rows, (int)Math.Clamp(samples / BenchLoad.Points / Lifts, 2, 300), cancellationToken).ConfigureAwait(false);
            var (from, to) = await FillAsync(days, cancellationToken).ConfigureAwait(false);
            var store = Open("_queries", rollUps: true);
            await using (store.ConfigureAwait(false))
            {
                var before = await MeasureAsync(store, from, to, RollUpLevel.Raw, cancellationToken).ConfigureAwait(false);
                rows.Add(await RollUpAsync(store, days, to, cancellationToken).ConfigureAwait(false));
                var after = await MeasureAsync(store, from, to, RollUpLevel.Day, cancellationToken).ConfigureAwait(false);
                rows.Add(new StoreBench.Row(
                    string.Create(CultureInfo.InvariantCulture, $"InfluxDB: {days} d per day with growth, from samples / from roll-ups"),
                    string.Create(CultureInfo.InvariantCulture, $"{before:F1} / {after:F1} ms p50"), "report"));
            }
        }
        finally
        {
            await DropAsync().ConfigureAwait(false);
        }

        if (_refused > 0) throw new InvalidDataException($"InfluxDB at {server.Url} refused {_refused} readings; what was measured says nothing.");
        return rows;
    }

    public bool TryGet(SourceId source, [NotNullWhen(true)] out SeriesName? name)
    {
        name = new SeriesName("elevator", Site, source.Value.ToString("D7", CultureInfo.InvariantCulture), Points);
        return true;
    }

    public bool TryFind(string site, string asset, out SourceId source)
    {
        var isOurs = int.TryParse(asset, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && site == Site;
        source = new SourceId(number);
        return isOurs;
    }

    public ValueTask KeepAsync(IReadOnlyList<RefusedLine> refused, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _refused, refused.Count);
        return ValueTask.CompletedTask;
    }

    private async Task DropAsync()
    {
        using var http = new HttpClient();
        if (server.Token is { } token) http.DefaultRequestHeaders.Authorization = new("Token", token);
        else if (server.User is { } user) http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{server.Password}")));
        foreach (var database in (string[])[_database, _database + "_queries"])
        {
            try
            {
                using var content = new FormUrlEncodedContent([KeyValuePair.Create("q", $"DROP DATABASE \"{database}\"")]);
                using var answer = await http.PostAsync(new Uri(server.Url.ToString().TrimEnd('/') + "/query"), content, CancellationToken.None).ConfigureAwait(false);
            }
            catch (HttpRequestException)
            {
                // The server is away, which has been said by then.
            }
        }
    }

    private async Task WriteAsync(List<StoreBench.Row> rows, int rounds, CancellationToken cancellationToken)
    {
        var load = new BenchLoad(Lifts);
        var store = Open("", rollUps: false);
        await using (store.ConfigureAwait(false))
        {
            // The database is made, connections and code are warm.
            await store.WriteAsync(load.Next(1), JournalPosition.Start, cancellationToken).ConfigureAwait(false);
            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
            var began = TimeProvider.System.GetTimestamp();
            for (var round = 0; round < rounds; round++)
            {
                await store.WriteAsync(load.Next(1), JournalPosition.Start, cancellationToken).ConfigureAwait(false);
                progress.Report($"writing: {round * 100L / rounds} %");
            }

            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            rows.Add(new StoreBench.Row(
                "InfluxDB alone: our lines, two requests under way",
                string.Create(CultureInfo.InvariantCulture, $"{Lifts * (double)rounds / seconds:N0} lines/s = {Lifts * (double)rounds * BenchLoad.Points / seconds / 1e6:F2}M samples/s"),
                ">= 80,000 lines/s for the path"));
        }
    }

    /// <summary>Without roll-ups, so that none of the days counts as late.</summary>
    private async Task<(long From, long To)> FillAsync(int days, CancellationToken cancellationToken)
    {
        var load = new BenchLoad(QueriedLifts);
        var from = load.NowUnixMs;
        var store = Open("_queries", rollUps: false);
        await using (store.ConfigureAwait(false))
        {
            for (var round = 0; round < days * RoundsPerDay; round += BatchRounds)
            {
                await store.WriteAsync(load.Next(BatchRounds), JournalPosition.Start, cancellationToken).ConfigureAwait(false);
                progress.Report($"filling for queries: {round * 100L / (days * RoundsPerDay)} %");
            }

            await store.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        return (from, from + days * Day);
    }

    private async Task<StoreBench.Row> RollUpAsync(InfluxTimeSeriesStore store, int days, long to, CancellationToken cancellationToken)
    {
        progress.Report("rolling up");
        var began = TimeProvider.System.GetTimestamp();
        // A day later, so that all of it has ended.
        var run = new MaintenanceRun { NowUnixMs = to, Retention = static _ => new SourceRetention { Default = RetentionRule.Everything } };
        while (!(await store.MaintainAsync(run, cancellationToken).ConfigureAwait(false)).IsComplete)
        {
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return new StoreBench.Row(
            "InfluxDB: roll-ups of a lift's day, 8 points every 30 s", string.Create(CultureInfo.InvariantCulture, $"{QueriedLifts * days / seconds:F0} lift-days/s"), "report");
    }

    /// <summary>Median time of the question, milliseconds.</summary>
    private async Task<double> MeasureAsync(InfluxTimeSeriesStore store, long from, long to, RollUpLevel level, CancellationToken cancellationToken)
    {
        progress.Report("queries");
        var times = new List<double>();
        for (var turn = 0; turn < QueriedLifts + Queries; turn++)
        {
            var query = new AggregateQuery
            {
                Source = new SourceId(turn % QueriedLifts + 1),
                Point = 4,
                FromUnixMs = from,
                ToUnixMs = to,
                Windows = WindowGrid.Every(Day),
                Increase = true,
            };
            var began = TimeProvider.System.GetTimestamp();
            var answer = await store.AggregateAsync(query, cancellationToken).ConfigureAwait(false);
            if (answer.Level != level) throw new InvalidDataException($"Answered from {answer.Level} in the place of {level}.");
            // Each lift once before, so that both sides are warm.
            if (turn >= QueriedLifts) times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private InfluxTimeSeriesStore Open(string suffix, bool rollUps) => InfluxTimeSeriesStore.Open(
        server with { Database = _database + suffix, RetentionPolicy = null, RetentionDuration = null, RollUpPolicy = null, RollUps = rollUps, PositionPath = Path.Combine(folder, "influx.position") }, this, this);
}
