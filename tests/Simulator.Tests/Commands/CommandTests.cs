using System.Text.Json;

namespace Facilities.Simulator.Tests.Commands;

/// <summary>The commands as an operator runs them, in this process; console output is shared, so they run one at a time.</summary>
[Collection("console")]
public class CommandTests
{
    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("replay")]
    [InlineData("load")]
    [InlineData("scenarios")]
    public async Task Help_is_everywhere(params string[] command) => (await Program.Main([.. command, "--help"])).ShouldBe(0);

    [Fact]
    public async Task The_scenarios_are_listed() => (await Program.Main(["scenarios"])).ShouldBe(0);

    [Theory]
    [InlineData("run", "--scenario", "earthquake")]
    [InlineData("run", "--scenario", "burst", "--type", "elevator")]
    [InlineData("run", "--broker", "nowhere")]
    [InlineData("run", "--attribute", "stops")]
    [InlineData("run", "--plan", "/no/such/plan.json")]
    [InlineData("replay", "/no/such/file.csv")]
    [InlineData("load", "--rate", "fast")]
    [InlineData("load", "--qos", "0")]
    [InlineData("load", "--connections", "0")]
    [InlineData("load", "--seconds", "soon")]
    [InlineData("load", "--no-such-option")]
    public async Task A_wrong_command_line_is_exit_code_2(params string[] command) =>
        (await Program.Main([.. command, "--dashboard", $"http://127.0.0.1:{FreePort.Next()}"])).ShouldBe(2);

    [Fact]
    public async Task Run_plays_a_scenario_and_ends()
    {
        await using var service = await TestService.StartAsync();
        var code = await Program.Main(["run", "--scenario", "fire-pump-manual", "--site", "s", "--asset", "fp", "--after", "1", "--stop-after", "8", "--provision", .. service.Address]);

        code.ShouldBe(0);
        service.Provisioned.ShouldHaveSingleItem().Type.ShouldBe("fire-pump");
        service.Application.Telemetry.ShouldContain(message => message.Topic == "fm/v1/s/fp/telemetry" && System.Text.Encoding.UTF8.GetString(message.Payload).Contains("\"MANUAL\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_reads_a_plan()
    {
        await using var service = await TestService.StartAsync();
        using var folder = new TempFolder();
        var plan = Path.Combine(folder.Path, "plan.json");
        await File.WriteAllTextAsync(plan, """
            { "sites": [ { "code": "s", "assets": [
              { "code": "p1", "type": "booster-pump", "seed": 3, "attributes": { "rated_kw": 15 },
                "faults": [ { "kind": "pump-bearing", "start": "2026-01-01T00:00:00+08:00", "development": "00:10:00" } ] } ] } ] }
            """);

        (await Program.Main(["run", "--plan", plan, "--stop-after", "2", .. service.Address])).ShouldBe(0);
        service.Application.Telemetry.ShouldContain(message => message.Topic == "fm/v1/s/p1/telemetry");
    }

    [FactNeeding(Need.Recordings)]
    public async Task Replay_provisions_and_plays_a_recording_flat_out()
    {
        await using var service = await TestService.StartAsync();
        var code = await Program.Main(["replay", TestRecordings.PathOf("skab/valve1/8.csv"), "--rate", "max", "--asset", "rig-8", "--provision", .. service.Address]);

        code.ShouldBe(0);
        var request = service.Provisioned.ShouldHaveSingleItem();
        (request.Site, request.Type, request.TrainingRows).ShouldBe(("replay", "test-rig-pump", 400));
        service.Application.Telemetry.Count().ShouldBe(File.ReadLines(TestRecordings.PathOf("skab/valve1/8.csv")).Count() - 1);
    }

    [Fact]
    public async Task Load_creates_measures_compares_and_removes()
    {
        await using var service = await TestService.StartAsync(new ReceivingApplication { Keep = false });
        var output = new StringWriter();
        var before = Console.Out;
        Console.SetOut(output);
        int code;
        try
        {
            code = await Program.Main(["load", "--provision", "20", "--rate", "2000", "--seconds", "1", "--connections", "2", "--json", .. service.Address]);
        }
        finally
        {
            Console.SetOut(before);
        }

        code.ShouldBe(0);
        using var report = JsonDocument.Parse(output.ToString());
        report.RootElement.GetProperty("acknowledged").GetInt64().ShouldBeInRange(1, 2_020);
        report.RootElement.GetProperty("stored").GetInt64().ShouldBe(report.RootElement.GetProperty("acknowledged").GetInt64());
        report.RootElement.GetProperty("complete").GetBoolean().ShouldBeTrue();
        service.Removed.ShouldBe(["load/e"]);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_exit_code_1() =>
        (await Program.Main(["load", "--provision", "5", "--dashboard", $"http://127.0.0.1:{FreePort.Next()}"])).ShouldBe(1);
}
