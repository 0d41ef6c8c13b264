using System.Diagnostics;
using System.Globalization;

namespace Facilities.Testing;

/// <summary>A VictoriaMetrics server of the test's own: data in a temporary folder, a free loopback port. It takes InfluxDB's write paths but not its questions.</summary>
public sealed class VictoriaMetricsProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly HttpClient _http;

    private VictoriaMetricsProcess(string program)
    {
        Url = new Uri("http://127.0.0.1:" + FreePort.Next().ToString(CultureInfo.InvariantCulture));
        _http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30) };
        string[] arguments =
        [
            "-c", "exec \"$0\" -httpListenAddr=\"$1\" -storageDataPath=\"$2\" -retentionPeriod=100y -memory.allowedPercent=5 >\"$3\" 2>&1",
            program, Url.Authority, _folder.File("data"), _folder.File("log"),
        ];
        _process = Process.Start(new ProcessStartInfo("/bin/sh", arguments) { WorkingDirectory = "/tmp" })!;
        OrphanWatch.Over(_process, _folder.Path);
    }

    public Uri Url { get; }

    /// <summary>The program, or null when it isn't installed.</summary>
    public static string? Program => RequiredInCi.FindProgram("victoria-metrics");

    public static async Task<VictoriaMetricsProcess> StartAsync()
    {
        var server = new VictoriaMetricsProcess(Program ?? throw new InvalidOperationException("victoria-metrics is not installed."));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (server._process.HasExited) throw new InvalidOperationException("victoria-metrics ended early: " + await File.ReadAllTextAsync(server._folder.File("log"), limit.Token));
            try
            {
                using var answer = await server._http.GetAsync(new Uri("/health", UriKind.Relative), limit.Token);
                if (answer.IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Everything stored under a name, a JSON line per series; what was just written is made visible first.</summary>
    public async Task<string> ExportAsync(string name)
    {
        using var flush = await _http.GetAsync(new Uri("/internal/force_flush", UriKind.Relative));
        return await _http.GetStringAsync(new Uri("/api/v1/export?match[]=" + Uri.EscapeDataString(name), UriKind.Relative));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }
}
