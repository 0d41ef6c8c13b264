using System.Diagnostics;
using Facilities.Ingest.Tests.Influx;
using Facilities.Mqtt;
using Facilities.Storage.TimeSeries;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Facilities.Ingest.Tests.Crash;

/// <summary>
/// A real process, real clients, SIGKILL at random moments under load. What was acknowledged is in the store, everything is judged once, no fault
/// is doubled and no timer is lost (thingsboard #15583: the same alarm created twice; home-assistant #56642: timers die on restart).
/// </summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Elevators = 16;
    private const int Clients = 4;
    private const int Kills = 5;

    private readonly TempFolder _folder = new();

    /// <summary>telegraf #13031, #17104, #6447: what the broker had acknowledged is gone after a crash of the consumer.</summary>
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_judged_twice_when_the_process_is_killed()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync(_folder.Path, Elevators);
        var devices = Enumerable.Range(0, Elevators).Select(i => new Device(TestDatabase.Code(i), (Trouble)(i % 3))).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var service = await ServiceProcess.StartAsync(_folder.Path);
            var load = LoadAsync(service.MqttPort, devices);
            // A moment that hits the middle of the load, not the connecting.
            var before = devices.Sum(device => device.AcknowledgedCount);
            await Eventually.HoldsAsync(() => devices.Sum(device => device.AcknowledgedCount) > before + Elevators, "the load runs; " + service.Output);
            await Task.Delay(random.Next(50, 1_500));
            await service.KillAsync();
            await load;
            output.WriteLine($"kill {kill}: {devices.Sum(d => d.AcknowledgedCount)} acknowledged, {devices.Sum(d => d.Unacknowledged.Count)} open");
        }

        using (var service = await ServiceProcess.StartAsync(_folder.Path))
        {
            await FinishAsync(service.MqttPort, devices);
            await service.DrainedAsync();
            await Eventually.HoldsAsync(() => FindingsAsync(database, devices.Count(d => d.Trouble != Trouble.None)), "every trouble is found");
            var (exitCode, took) = await service.StopAsync();
            output.WriteLine($"stopped in {took}");
            exitCode.ShouldBe(0, service.Output);
            took.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        }

        devices.Sum(d => d.AcknowledgedCount).ShouldBeGreaterThan(1_000);
        await EveryAcknowledgedSampleIsStored(database, devices);
        await EveryFaultStandsOnce(database, devices);
    }

    /// <summary>5,000 messages a second for ten seconds: of so many a chain of broker, script and database with their defaults lost 13,000 to 25,000.</summary>
    [Fact]
    public async Task Fifty_thousand_messages_at_5000_a_second_with_five_kills_are_all_stored_once()
    {
        const int Messages = 50_000;
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.CreateAsync(_folder.Path, Elevators);
        var service = await ServiceProcess.StartAsync(_folder.Path);
        int? port = service.MqttPort;
        var load = new NumberedLoad(() => port, Elevators, 5_000, TestDatabase.Code);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var running = load.RunAsync(Messages, limit.Token);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                await Eventually.HoldsAsync(() => load.AcknowledgedCount >= kill * Messages / (Kills + 1), "the load goes on; " + service.Output);
                await Task.Delay(random.Next(0, 1_000), limit.Token);
                port = null;
                await service.KillAsync();
                output.WriteLine($"kill {kill}: {load.AcknowledgedCount} acknowledged");
                service.Dispose();
                service = await ServiceProcess.StartAsync(_folder.Path);
                port = service.MqttPort;
            }

            await running;
            await service.DrainedAsync();
            (await service.StopAsync()).ExitCode.ShouldBe(0, service.Output);
        }
        finally
        {
            await limit.CancelAsync();
            service.Dispose();
        }

        await using var store = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = _folder.File("telemetry.db") });
        var missing = load.Acknowledged.ToHashSet();
        missing.Count.ShouldBe(Messages);
        for (var elevator = 0; elevator < Elevators; elevator++)
        {
            database.Directory.TryGet("yulan", TestDatabase.Code(elevator), out var asset).ShouldBeTrue();
            foreach (var sample in await store.RangeAsync(asset!.Source, TestDatabase.No("seq"), 0, long.MaxValue, int.MaxValue))
            {
                var number = (int)sample.Value * Elevators + elevator;
                sample.TimestampUnixMs.ShouldBe(load.TimeOf(number));
                missing.Remove(number).ShouldBeTrue("each once");
            }
        }

        missing.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Each client speaks for its share of the elevators until the connection breaks.</summary>
    private static Task LoadAsync(int port, List<Device> devices) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
    {
        var own = devices.Where((_, i) => i % Clients == number).ToList();
        try
        {
            await using var client = new MqttClient(new MqttClientOptions { Port = port, ClientId = "gateway-" + number });
            await client.ConnectAsync();
            await ResendAsync(client, own);
            while (true) await Task.WhenAll(own.Select(device => device.SendAsync(client, device.Next())));
        }
        catch (MqttConnectionException)
        {
            // Killed. What was not acknowledged is sent again after the restart.
        }
    }));

    private static async Task ResendAsync(MqttClient client, List<Device> own)
    {
        foreach (var device in own)
        {
            foreach (var sequence in device.Unacknowledged) await device.SendAsync(client, sequence);
        }
    }

    /// <summary>Sends what is open, then on until every trapped car has stood for more than the minute that makes an entrapment.</summary>
    private static async Task FinishAsync(int port, List<Device> devices)
    {
        await using var client = new MqttClient(new MqttClientOptions { Port = port });
        await client.ConnectAsync();
        await ResendAsync(client, devices);
        var watch = Stopwatch.StartNew();
        while (devices.Exists(device => device.NewestUnixMs < device.OnsetUnixMs + 70_000))
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await Task.WhenAll(devices.Select(device => device.SendAsync(client, device.Next())));
        }
    }

    private async Task EveryAcknowledgedSampleIsStored(TestDatabase database, List<Device> devices)
    {
        await using var store = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = _folder.File("telemetry.db") });
        foreach (var device in devices)
        {
            database.Directory.TryGet("yulan", device.Code, out var asset).ShouldBeTrue();
            var samples = await store.RangeAsync(asset!.Source, TestDatabase.No("seq"), 0, long.MaxValue, int.MaxValue);
            // One sample per message, duplicates of resent ones included, each with its own number at its own time.
            samples.ShouldAllBe(sample => sample.TimestampUnixMs == device.TimeOf((int)sample.Value));
            samples.Select(sample => sample.TimestampUnixMs).ShouldBeUnique();
            device.Acknowledged.Except(samples.Select(sample => (int)sample.Value)).ShouldBeEmpty(device.Code);
        }
    }

    private static async Task<bool> FindingsAsync(TestDatabase database, int count)
    {
        await using var db = database.Open();
        return await db.Findings.CountAsync(finding => finding.RuleKey == "entrapment" || finding.RuleKey == "lock-open-moving") >= count;
    }

    private static async Task EveryFaultStandsOnce(TestDatabase database, List<Device> devices)
    {
        await using var db = database.Open();
        var findings = await db.Findings.AsNoTracking().ToListAsync();
        var faults = await db.Faults.AsNoTracking().ToListAsync();
        var timers = await db.FaultTimers.AsNoTracking().ToListAsync();
        foreach (var device in devices)
        {
            database.Directory.TryGet("yulan", device.Code, out var asset).ShouldBeTrue();
            var own = findings.Where(finding => finding.AssetId == asset!.Id).ToList();
            if (device.Trouble == Trouble.None)
            {
                own.ShouldBeEmpty(device.Code);
                continue;
            }

            var (rule, family) = device.Trouble == Trouble.Trapped ? ("entrapment", "entrapment") : ("lock-open-moving", "lock");
            var finding = own.ShouldHaveSingleItem(device.Code);
            (finding.RuleKey, finding.OnsetAt.ToUnixTimeMilliseconds()).ShouldBe((rule, device.OnsetUnixMs), device.Code);
            var fault = faults.Where(item => item.AssetId == asset!.Id).ShouldHaveSingleItem(device.Code);
            fault.Family.ShouldBe(family);
            var deadlines = timers.Where(timer => timer.FaultId == fault.Id).ToList();
            deadlines.ShouldNotBeEmpty("its deadlines run");
            deadlines.Select(timer => (timer.Kind, timer.DueAt)).ShouldBeUnique();
        }
    }
}
