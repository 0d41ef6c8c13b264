using System.Text.Json;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Ingest.Commands;

namespace Facilities.EndToEnd_Tests;

/// <summary>What the README's first command promises.</summary>
public sealed class DemoStart_Tests
{
    [Fact]
    public async Task The_demo_serves_live_values_stops_cleanly_and_goes_on_where_it_stopped()
    {
        using var folder = new TempFolder();
        long audited;
        await using (var first = await RunningDashboard.StartAsync(folder.Path))
        {
            using var client = await SignedInClient.SignInAsync(first.Address, "firm", "demo-Facilities-1");
            var before = await SamplesAsync(client);
            var moved = await UntilAsync(async () => await SamplesAsync(client) > before, TimeSpan.FromSeconds(60));
            moved.ShouldBeTrue("no value moved within a minute");
            (await client.Http.GetStringAsync(new Uri("/", UriKind.Relative))).ShouldContain("blazor");
            first.Process.Output.ShouldContain("demo-Facilities-1");
            await first.StopAsync();
            audited = new FileInfo(folder.File("facilities.db")).Length;
        }

        await using var second = await RunningDashboard.StartAsync(folder.Path);
        using var again = await SignedInClient.SignInAsync(second.Address, "firm", "demo-Facilities-1");
        var assets = JsonDocument.Parse(await again.Http.GetStringAsync(new Uri("/api/assets", UriKind.Relative))).RootElement;
        assets.GetProperty("total").GetInt32().ShouldBe(29, "the second start must not seed the demo again");
        new FileInfo(folder.File("facilities.db")).Length.ShouldBeGreaterThanOrEqualTo(audited);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_folder_is_refused_with_the_reason()
    {
        using var folder = new TempFolder();
        await using var first = await RunningDashboard.StartAsync(folder.Path);

        await using var second = ChildProcess.Of("Dashboard", "--demo", "--urls", "http://127.0.0.1:0", "--Mqtt:Port", "0", "--Data:Path", folder.Path);

        (await second.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(ExitCode.DataFolder, second.Output);
        second.Output.ShouldContain(folder.Path);
        second.Output.ShouldNotContain("   at ", Case.Sensitive);
    }

    private static async Task<long> SamplesAsync(SignedInClient client) =>
        JsonDocument.Parse(await client.Http.GetStringAsync(new Uri("/api/status", UriKind.Relative))).RootElement.GetProperty("samples").GetInt64();

    private static async Task<bool> UntilAsync(Func<Task<bool>> holds, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        while (!timeout.IsCancellationRequested)
        {
            if (await holds()) return true;
            await Task.Delay(500, CancellationToken.None);
        }

        return false;
    }
}
