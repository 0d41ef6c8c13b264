using System.Diagnostics;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Http;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>A store before a server that does as it is told.</summary>
public abstract class BeforeScriptedInflux : IAsyncLifetime, IDisposable
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private protected readonly TempFolder _folder = new();
    private protected readonly KeptRefusals _refusals = new();
    private protected readonly ListLogger _log = new();
    private protected ScriptedInflux _server = null!;

    public async Task InitializeAsync() => _server = await ScriptedInflux.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Task Written(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Readings of one source whose point 1 counts up, a second apart, beginning at its first second.</summary>
    private protected static ReadingBatch Batch(int source, int count, int first = 0)
    {
        var batch = new ReadingBatch();
        for (var i = first; i < first + count; i++) batch.Add(new SourceId(source), (i + 1) * 1000, (i + 1) * 1000 + 5, ReadingFlags.None, [new PointValue(1, i)]);
        return batch;
    }

    private protected static List<int> Numbers(IEnumerable<string> lines) =>
        [.. lines.Select(static line => int.Parse(line.Split("speed=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture))];

    private protected InfluxTimeSeriesStore Open(Func<InfluxOptions, InfluxOptions>? change = null, TimeProvider? clock = null)
    {
        // Lines of samples only.
        var options = new InfluxOptions { Url = _server.Url, RollUps = false, PositionPath = _folder.File("influx.position"), LongestPause = TimeSpan.FromMilliseconds(200) };
        return InfluxTimeSeriesStore.Open(change?.Invoke(options) ?? options, new TestNames(), _refusals, clock, _log);
    }

    /// <summary>Waits until the store says that the server is away.</summary>
    private protected static async Task<StoreUnavailableException> UnavailableAsync(InfluxTimeSeriesStore store) =>
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.FlushAsync().AsTask().WaitAsync(Patience));

    /// <summary>Waits until the server is back.</summary>
    private protected static async Task FlushedAsync(InfluxTimeSeriesStore store)
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await store.FlushAsync();
                return;
            }
            catch (StoreUnavailableException) when (limit.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }
}
