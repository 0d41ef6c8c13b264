using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Facilities.EndToEnd_Tests.Processes;

/// <summary>A dashboard process on ports and a data folder of its own, ready to serve.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    /// <summary>A busy machine with two cores and several demos that live through their past at once.</summary>
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(4);

    private RunningDashboard(ChildProcess process, int httpPort, int mqttPort, string dataPath)
    {
        Process = process;
        MqttPort = mqttPort;
        DataPath = dataPath;
        Address = new Uri($"http://127.0.0.1:{httpPort}");
        Http = new HttpClient { BaseAddress = Address };
    }

    public ChildProcess Process { get; }

    public Uri Address { get; }

    public int MqttPort { get; }

    public string DataPath { get; }

    public HttpClient Http { get; }

    /// <summary>Starts the process and returns when <c>/health/ready</c> answers 200.</summary>
    public static async Task<RunningDashboard> StartAsync(string dataPath, bool demo = true, double speed = 1, params string[] more)
    {
        var (http, mqtt) = (FreePort(), FreePort());
        List<string> arguments =
        [
            "--urls", $"http://127.0.0.1:{http}",
            "--Mqtt:Port", mqtt.ToString(CultureInfo.InvariantCulture),
            "--Data:Path", dataPath,
            .. more,
        ];
        if (demo) arguments.Add("--demo");
        else arguments.AddRange(["--Accounts:RequireSecondFactor", "false"]);
        if (speed != 1) arguments.AddRange(["--Clock:Speed", speed.ToString(CultureInfo.InvariantCulture)]);
        var dashboard = new RunningDashboard(ChildProcess.Of("Dashboard", [.. arguments]), http, mqtt, dataPath);
        try
        {
            await dashboard.UntilReadyAsync(ReadyLimit);
            return dashboard;
        }
        catch
        {
            await dashboard.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ctrl-C, then waits for a clean end.</summary>
    public async Task StopAsync()
    {
        Process.Interrupt();
        (await Process.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, Process.Output);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
    }

    private async Task UntilReadyAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        while (true)
        {
            Process.HasExited.ShouldBeFalse($"The dashboard ended early:\n{Process.Output}");
            try
            {
                using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative), timeout.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not ready after {limit.TotalSeconds:0} s:\n{Process.Output}");
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
