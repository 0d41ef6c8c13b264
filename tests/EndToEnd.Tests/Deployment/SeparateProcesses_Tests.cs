using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Facilities.Ingest.Tests.Influx;
using Facilities.Mqtt;
using Npgsql;
using Xunit.Abstractions;

namespace Facilities.EndToEnd_Tests.Deployment;

/// <summary>The production shape as real processes, and what becomes of it when its PostgreSQL is killed again and again under load.</summary>
public sealed class SeparateProcesses_Tests(ITestOutputHelper output)
{
    /// <summary>Those of the load; the others are for faults.</summary>
    private const int Elevators = 100;

    private const int WithBrokenLocks = 10;
    private const int Messages = 50_000;

    [FactNeeding(Need.PostgreSql, Need.InfluxDb, Need.MosquittoClients)]
    public async Task A_value_and_a_fault_cross_the_processes_and_so_does_what_a_person_does()
    {
        await using var all = await SeparateProcesses.StartAsync();
        // Registered on the dashboard, known to ingest without a restart.
        await ProvisionAsync(all);
        await HasValueAsync(all, Code(0), "trips", 4711);

        var heard = new TaskCompletionSource<string>();
        await using var device = new MqttClient(new MqttClientOptions
        {
            Port = all.MqttPort,
            MessageReceived = (message, _) =>
            {
                var text = Encoding.UTF8.GetString(message.Payload.Span);
                if (text.Contains("\"action\":\"Accept\"", StringComparison.Ordinal)) heard.TrySetResult(text);
                return ValueTask.CompletedTask;
            },
        });
        await device.ConnectAsync();
        await device.SubscribeAsync("fm/v1/+/+/fault/+");
        await OpenLockAsync(device, Code(1));
        var fault = await OnlyFaultAsync(all);

        // A person acts on the dashboard; the event leaves through ingest's listener.
        await all.PostAsync($"api/faults/{fault.GetProperty("id").GetInt32()}/actions", new { action = "Accept" }, "accept-1");
        (await heard.Task.WaitAsync(Eventually.Patience)).ShouldNotBeEmpty();
        await Eventually.HoldsAsync(async () => (await all.GetAsync("api/status")).GetProperty("connections").GetInt32() >= 1, "the dashboard hears what ingest does");
    }

    [FactNeeding(Need.PostgreSql, Need.InfluxDb)]
    public async Task PostgreSQL_killed_five_times_under_load_costs_no_sample_no_timer_no_job_and_doubles_no_fault()
    {
        await using var all = await SeparateProcesses.StartAsync();
        await ProvisionAsync(all);
        await Eventually.HoldsAsync(async () =>
        {
            // Again until ingest has learned of the lifts: what comes before that is quarantined.
            await BreakLocksAsync(all, Elevators + WithBrokenLocks, pause: 50);
            return await CountAsync(all, "SELECT count(*) FROM faults") == WithBrokenLocks;
        }, "faults before the first kill");
        var known = await OnlyFaultAsync(all);
        var timers = await ScheduleTimersAsync(all);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var load = new NumberedLoad(() => all.MqttPort, Elevators, 5_000, Code);
        var loading = load.RunAsync(Messages, limit.Token);
        var breaking = BreakLocksAsync(all, Elevators, pause: 700);
        for (var kill = 0; kill < 5; kill++)
        {
            await Task.Delay(random.Next(500, 1_800), limit.Token);
            await all.Postgres.KillAsync();
            await Task.Delay(random.Next(100, 900), limit.Token);
            await all.Postgres.RestartAsync();
        }

        var restored = TimeProvider.System.GetUtcNow();
        await loading;
        await breaking;
        await Eventually.HoldsAsync(all.AreReadyAsync, "both recovered by themselves");
        await Eventually.HoldsAsync(all.HasDrainedAsync, "everything is carried into the stores");

        await NothingIsMissingAsync(all, load);
        await Eventually.HoldsAsync(async () => await CountAsync(all, "SELECT count(*) FROM faults WHERE family = 'lock'") == 2 * WithBrokenLocks, "each broken lock has its fault");
        (await CountAsync(all, "SELECT count(*) FROM (SELECT 1 FROM faults GROUP BY asset_id, family HAVING count(*) > 1) doubled")).ShouldBe(0);
        // Fired, or put back to when it is really due, which whoever fires a timer too early does; none is left behind.
        var due = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await Eventually.HoldsAsync(
            async () => await CountAsync(all, $"SELECT count(*) FROM fault_timers WHERE id = ANY('{{{string.Join(',', timers)}}}') AND fired_at IS NULL AND due_at <= {due}") == 0, "every timer fired");
        await JobsGoOnAsync(all, restored);
        // And a person goes on where he was.
        await all.PostAsync($"api/faults/{known.GetProperty("id").GetInt32()}/actions", new { action = "Accept" }, "after");
    }

    /// <summary>Every job of the shared scheduler has its trigger, none is in error, and the one that is due every second fires again.</summary>
    private static async Task JobsGoOnAsync(SeparateProcesses all, DateTimeOffset since)
    {
        var triggers = new List<(string Name, string State, long Fired)>();
        var deadline = TimeProvider.System.GetUtcNow() + Eventually.Patience;
        do
        {
            await Task.Delay(500);
            await using var connection = new NpgsqlConnection(all.Postgres.ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT trigger_name, trigger_state, coalesce(prev_fire_time, 0) FROM quartz.qrtz_triggers", connection);
            await using var reader = await command.ExecuteReaderAsync();
            triggers.Clear();
            while (await reader.ReadAsync()) triggers.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }
        while (!GoOn() && TimeProvider.System.GetUtcNow() < deadline);

        GoOn().ShouldBeTrue($"jobs since {since.UtcTicks}: {string.Join("; ", triggers)}");

        bool GoOn() => triggers.Count > 0 && triggers.TrueForAll(trigger => trigger.State is "WAITING" or "ACQUIRED" or "EXECUTING" or "BLOCKED")
            && triggers.Exists(trigger => trigger.Name == "due-timers" && trigger.Fired > since.UtcTicks);
    }

    private static string Code(int number) => "w-" + (number + 1).ToString("D3", CultureInfo.InvariantCulture);

    private static Task ProvisionAsync(SeparateProcesses all) => all.PostAsync("api/provision/assets", new { site = "yulan", type = "elevator", count = Elevators + 2 * WithBrokenLocks, prefix = "w-" });

    private static async Task<int> AssetAsync(SeparateProcesses all, string code) =>
        (await all.GetAsync($"api/assets?q={code}")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("place"))
            .Single(place => place.GetProperty("code").GetString() == code).GetProperty("id").GetInt32();

    /// <summary>Publishes with a real client until the dashboard shows the value: ingest may still be learning of the asset.</summary>
    private static async Task HasValueAsync(SeparateProcesses all, string code, string point, int value)
    {
        var asset = await AssetAsync(all, code);
        await Eventually.HoldsAsync(async () =>
        {
            using var publish = Process.Start("mosquitto_pub",
                ["-p", all.MqttPort.ToString(CultureInfo.InvariantCulture), "-q", "1", "-t", $"fm/v1/yulan/{code}/telemetry", "-m", $$"""{"values":{"{{point}}":{{value}}} }"""]);
            await publish.WaitForExitAsync();
            publish.ExitCode.ShouldBe(0);
            return (await all.GetAsync($"api/assets/{asset}/values")).EnumerateArray().Any(row =>
                row.GetProperty("key").GetString() == point && row.GetProperty("value") is { ValueKind: JsonValueKind.Number } shown && shown.GetDouble() == value);
        }, "the value on the dashboard");
    }

    private static async Task OpenLockAsync(MqttClient device, string code)
    {
        for (var second = 5; second >= 0; second--)
        {
            var time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - second * 1_000;
            await device.PublishAsync($"fm/v1/yulan/{code}/telemetry", Encoding.UTF8.GetBytes(
                $$"""{"ts":{{time}},"values":{"car_speed":1.5,"in_door_zone":false,"door_state":"closed","lock_circuit":false,"occupied":true,"mode":"normal"} }"""));
        }
    }

    private static async Task<JsonElement> OnlyFaultAsync(SeparateProcesses all)
    {
        JsonElement found = default;
        await Eventually.HoldsAsync(async () =>
        {
            var items = (await all.GetAsync("api/faults")).GetProperty("items");
            if (items.GetArrayLength() == 0) return false;
            found = items[0];
            return true;
        }, "the fault on the dashboard");
        return found;
    }

    /// <summary>Ten lifts of their own, one after the other, run with an open lock circuit; also while the database comes and goes.</summary>
    private static async Task BreakLocksAsync(SeparateProcesses all, int first, int pause)
    {
        await using var device = new MqttClient(new MqttClientOptions { Port = all.MqttPort, ClientId = $"broken-locks-{first}" });
        await device.ConnectAsync();
        for (var lift = first; lift < first + WithBrokenLocks; lift++)
        {
            await OpenLockAsync(device, Code(lift));
            await Task.Delay(pause);
        }
    }

    /// <summary>Makes every timer due within the time of the kills.</summary>
    private static async Task<List<long>> ScheduleTimersAsync(SeparateProcesses all)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await using var connection = new NpgsqlConnection(all.Postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"UPDATE fault_timers SET due_at = {now} + (id % 10) * 1000 WHERE fired_at IS NULL RETURNING id::bigint", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<long>();
        while (await reader.ReadAsync()) ids.Add(reader.GetInt64(0));
        ids.Count.ShouldBeGreaterThan(0);
        return ids;
    }

    private static async Task NothingIsMissingAsync(SeparateProcesses all, NumberedLoad load)
    {
        load.AcknowledgedCount.ShouldBe(Messages);
        await Eventually.HoldsAsync(async () => await InfluxSamples.CountAsync(all.Influx, "facilities") >= Messages, "all samples in InfluxDB");
        var stored = await InfluxSamples.NumbersAsync(all.Influx, "facilities");
        foreach (var ofElevator in load.Acknowledged.GroupBy(number => number % Elevators))
        {
            var there = stored[Code(ofElevator.Key)].Select(sample => sample.Number).ToList();
            there.ShouldBeUnique();
            ofElevator.Select(number => number / Elevators).Except(there).ShouldBeEmpty(Code(ofElevator.Key));
        }
    }

    private static async Task<long> CountAsync(SeparateProcesses all, string query)
    {
        // A pool would hand out connections that died with the server.
        await using var connection = new NpgsqlConnection(all.Postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
