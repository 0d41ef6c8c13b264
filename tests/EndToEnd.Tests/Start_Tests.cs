using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Ingest.Commands;

namespace Facilities.EndToEnd_Tests;

/// <summary>What keeps the dashboard from starting is said in a line that tells what to do, with an exit code and without a stack trace.</summary>
public sealed class Start_Tests
{
    [Fact]
    public async Task A_port_that_is_taken_is_named_and_so_is_the_way_out()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await RefusedAsync(ExitCode.Address, [port, "in use", "--urls", "--Mqtt:Port"], "--urls", $"http://127.0.0.1:{port}", "--Mqtt:Port", "0");
        await RefusedAsync(ExitCode.Address, [port, "in use", "--Mqtt:Port"], "--urls", "http://127.0.0.1:0", "--Mqtt:Port", port);
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once() =>
        await RefusedAsync(ExitCode.Usage, ["Mqtt:Port = '70000'", "Clock:Speed = '9'", "urls = 'nonsense'"], "--urls", "nonsense", "--Mqtt:Port", "70000", "--Clock:Speed", "9");

    [Fact]
    public async Task An_option_that_does_not_exist_is_refused_with_the_help()
    {
        var output = await RefusedAsync(ExitCode.Usage, ["--Mqtt:Prot"], "--Mqtt:Prot", "1883");

        output.ShouldContain("--Mqtt:Port");
    }

    [Fact]
    public async Task A_weak_password_for_the_first_administrator_is_refused() =>
        await RefusedAsync(ExitCode.Usage, ["Admin:Password"], "--urls", "http://127.0.0.1:0", "--Mqtt:Port", "0", "--Admin:Password", "short");

    [Fact]
    public async Task Help_lists_the_settings()
    {
        await using var process = ChildProcess.Of("Dashboard", "--help");

        (await process.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(ExitCode.Success);

        foreach (var option in new[] { "--demo", "--urls", "--Data:Path", "--Mqtt:Port", "--Admin:Password" }) process.Output.ShouldContain(option);
    }

    [Fact]
    public async Task A_start_says_where_pages_devices_and_data_are_and_nothing_that_nobody_needs()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, demo: false);

        var output = dashboard.Process.Output;

        output.ShouldContain(dashboard.Address.ToString().TrimEnd('/'));
        output.ShouldContain($"mqtt://127.0.0.1:{dashboard.MqttPort}");
        output.ShouldContain(folder.Path);
        output.ShouldNotContain("warn:");
        output.ShouldNotContain("EntityFrameworkCore");
        output.ShouldNotContain("Microsoft.Hosting");
        await dashboard.StopAsync();
    }

    /// <summary>The README's commands and the service mean the same <c>./data</c>, whichever project they run.</summary>
    [Theory]
    [InlineData("Ingest", "serve")]
    [InlineData("Dashboard")]
    public async Task Dotnet_run_keeps_data_where_it_was_called(string project, params string[] command)
    {
        using var folder = new TempFolder();
        await using var process = new ChildProcess(
            "dotnet",
            ["run", "-c", "Release", "--no-build", "--project", Path.Combine(RepositoryFolder.Root, "src", project), "--", .. command, "--urls", "http://127.0.0.1:0", "--Mqtt:Port", "0"],
            workingDirectory: folder.Path);

        await Eventually.HoldsAsync(() => File.Exists(folder.File("data/facilities.db")), "the data folder stands where the command was called");
    }

    private static async Task<string> RefusedAsync(int code, string[] says, params string[] arguments)
    {
        using var folder = new TempFolder();
        await using var process = ChildProcess.Of("Dashboard", ["--Data:Path", folder.Path, .. arguments]);

        (await process.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(code, process.Output);

        foreach (var part in says) process.Output.ShouldContain(part);
        process.Output.ShouldNotContain("   at ", Case.Sensitive);
        process.Output.ShouldNotContain("Unhandled");
        return process.Output;
    }
}
