using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Facilities.Ingest.Tests.Crash;

/// <summary>A real <c>facilities serve</c> process that can be killed as the kernel kills.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _http;

    private ServiceProcess(string folder, int mqttPort, int webPort, string[] more)
    {
        MqttPort = mqttPort;
        _http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:" + webPort.ToString(CultureInfo.InvariantCulture)), Timeout = TimeSpan.FromSeconds(5) };
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])
        [
            Path.Combine(AppContext.BaseDirectory, "Facilities.Ingest.dll"), "serve", "--demo", "--Data:Path", folder,
            "--Mqtt:Port", mqttPort.ToString(CultureInfo.InvariantCulture), "--urls", _http.BaseAddress.ToString(), "--Detection:SaveEverySeconds", "0.5", .. more,
        ]) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int MqttPort { get; }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts it and waits until it takes in telemetry.</summary>
    public static async Task<ServiceProcess> StartAsync(string folder, params string[] more)
    {
        var service = new ServiceProcess(folder, FreePort.Next(), FreePort.Next(), more);
        await Eventually.HoldsAsync(async () => await service.ReadyAsync() is not null, "the service is ready; " + service.Output);
        return service;
    }

    /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it; returns the exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var took = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        return (_process.ExitCode, took.Elapsed);
    }

    /// <summary>Waits until every consumer has dealt with everything that is durable.</summary>
    public Task DrainedAsync() => Eventually.HoldsAsync(
        async () => await ReadyAsync() is { } data && data.EnumerateObject().Where(p => p.Name.EndsWith("LagBytes", StringComparison.Ordinal)).All(p => p.Value.GetInt64() == 0),
        "all consumers have caught up");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<JsonElement?> ReadyAsync()
    {
        _process.HasExited.ShouldBeFalse(Output);
        try
        {
            using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (!response.IsSuccessStatusCode) return null;
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return body.RootElement.GetProperty("checks").GetProperty("ingest").GetProperty("data").Clone();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
