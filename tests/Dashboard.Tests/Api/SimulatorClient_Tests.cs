using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Facilities.Operations.Assets;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>The simulator as a program of its own against the running service: addresses, names and numbers of both sides must agree.</summary>
public sealed class SimulatorClient_Tests : IAsyncLifetime
{
    private const int LoadAssets = 50;
    private const int ReplayRows = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();
    private RunningDashboard _dashboard = null!;

    public Task InitializeAsync()
    {
        _dashboard = RunningDashboard.Start(demo: true);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Load_provisions_its_elevators_sends_compares_what_is_stored_and_removes_them()
    {
        var output = await SimulateAsync("load", "--provision", Text(LoadAssets), "--rate", "500", "--seconds", "5", "--connections", "2", "--queryable", "--json");

        var report = JsonDocument.Parse(output).RootElement;
        var acknowledged = report.GetProperty("acknowledged").GetInt64();
        acknowledged.ShouldBeGreaterThan(100);
        report.GetProperty("stored").GetInt64().ShouldBe(acknowledged);
        report.GetProperty("rejected").GetInt64().ShouldBe(0);
        report.GetProperty("queryableProbes").GetInt64().ShouldBeGreaterThan(0);
        report.GetProperty("quarantined").GetInt64().ShouldBe(0);
        report.GetProperty("serverMemoryBytes").GetInt64().ShouldBeGreaterThan(0);
        report.GetProperty("serverCpuSeconds").GetDouble().ShouldBeGreaterThan(0);
        Directory.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Replay_provisions_its_asset_and_every_row_arrives()
    {
        var file = _folder.File("rows.csv");
        await File.WriteAllTextAsync(file, Recording());

        await SimulateAsync("replay", file, "--map", "skab", "--provision", "--asset", "rig-1", "--rate", "max", "--training-rows", "10");

        var rig = Directory.All.ShouldHaveSingleItem();
        (rig.SiteCode, rig.Code, rig.TypeKey).ShouldBe(("replay", "rig-1", "test-rig-pump"));
        var point = rig.Template.Points[0].Definition.No;
        var samples = 0;
        for (var since = Stopwatch.GetTimestamp(); samples < ReplayRows && Stopwatch.GetElapsedTime(since) < Patience; await Task.Delay(100))
        {
            var now = Services.GetRequiredService<Domain.SiteClock>().NowUnixMs;
            samples = (await Services.GetRequiredService<ITimeSeriesStore>().RangeAsync(rig.Source, point, now - 3_600_000, now + 60_000, 1_000)).Count;
        }

        samples.ShouldBe(ReplayRows);
    }

    private IServiceProvider Services => _dashboard.Services;

    private AssetDirectory Directory => Services.GetRequiredService<AssetDirectory>();

    private async Task<string> SimulateAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Facilities.Simulator.dll") }
            .Concat(arguments).Concat(["--dashboard", _dashboard.Address.ToString(), "--broker", $"127.0.0.1:{Text(_dashboard.MqttPort)}"])) start.ArgumentList.Add(argument);
        using var simulator = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (simulator.StandardOutput.ReadToEndAsync(patience.Token), simulator.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await simulator.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            simulator.Kill(entireProcessTree: true);
            throw;
        }

        simulator.ExitCode.ShouldBe(0, $"{await output}\n{await errors}");
        return await output;
    }

    private static string Recording()
    {
        var text = new StringBuilder("datetime;Accelerometer1RMS;Accelerometer2RMS;Current;Pressure;Temperature;Thermocouple;Voltage;Volume Flow RateRMS;anomaly;changepoint\n");
        var time = new DateTime(2020, 3, 9, 12, 0, 0, DateTimeKind.Utc);
        for (var row = 0; row < ReplayRows; row++) text.Append(CultureInfo.InvariantCulture, $"{time.AddSeconds(row):yyyy-MM-dd HH:mm:ss};0.02{row};0.03{row};1.{row:00};0.1;79.1;26.2;230.1;32.0;0.0;0.0\n");
        return text.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
