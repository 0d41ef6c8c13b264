using System.Diagnostics;
using System.Globalization;
using Facilities.Ingest.Tests.Crash;
using Xunit.Abstractions;

namespace Facilities.Ingest.Tests.Influx;

/// <summary>
/// Our real process and a real InfluxDB under a real client's load, while one or the other is killed or away. What was acknowledged is in InfluxDB, once. How long InfluxDB is away
/// and at which rate can be set from outside, see <c>tests/influx-outage.sh</c>.
/// </summary>
public sealed class InfluxCrash_Tests(ITestOutputHelper output) : IDisposable
{
    private const string Database = "facilities";
    private const int Elevators = 50;
    private const int Kills = 5;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactNeeding(Need.InfluxDb)]
    public async Task Nothing_acknowledged_is_missing_or_doubled_in_influxdb_when_our_process_is_killed()
    {
        await using var influx = await InfluxServerProcess.StartAsync();
        await using var assets = await TestDatabase.CreateAsync(_folder.Path, Elevators);
        var random = Seeded();
        var service = await ServiceProcess.StartAsync(_folder.Path, Settings(influx));
        int? port = service.MqttPort;
        var load = new NumberedLoad(() => port, Elevators, 5_000, TestDatabase.Code);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var running = load.RunAsync(50_000, limit.Token);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                await LoadGoesOnAsync(load, kill * 50_000 / (Kills + 1));
                await Task.Delay(random.Next(0, 1_000), limit.Token);
                port = null;
                await service.KillAsync();
                output.WriteLine($"kill {kill}: {load.AcknowledgedCount} acknowledged");
                service.Dispose();
                service = await ServiceProcess.StartAsync(_folder.Path, Settings(influx));
                port = service.MqttPort;
            }

            await running;
            await EverythingIsThereOnceAsync(influx, load, service);
        }
        finally
        {
            await limit.CancelAsync();
            service.Dispose();
        }
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task Nothing_acknowledged_is_missing_or_doubled_when_influxdb_is_killed()
    {
        await using var influx = await InfluxServerProcess.StartAsync();
        await using var assets = await TestDatabase.CreateAsync(_folder.Path, Elevators);
        var random = Seeded();
        using var service = await ServiceProcess.StartAsync(_folder.Path, Settings(influx));
        var load = new NumberedLoad(() => service.MqttPort, Elevators, 5_000, TestDatabase.Code);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var running = load.RunAsync(50_000, limit.Token);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                await LoadGoesOnAsync(load, kill * 50_000 / (Kills + 1));
                await Task.Delay(random.Next(0, 1_000), limit.Token);
                await influx.KillAsync();
                output.WriteLine($"kill {kill}: {load.AcknowledgedCount} acknowledged");
                await influx.RestartAsync();
            }

            await running;
            await EverythingIsThereOnceAsync(influx, load, service);
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    [FactNeeding(Need.InfluxDb)]
    public async Task While_influxdb_is_away_everything_is_taken_in_and_afterwards_live_data_is_soon_current_and_the_rest_follows()
    {
        var outage = TimeSpan.FromSeconds(Number("FACILITIES_TEST_OUTAGE_SECONDS", 60));
        var perSecond = Number("FACILITIES_TEST_OUTAGE_RATE", 2_000);
        await using var influx = await InfluxServerProcess.StartAsync();
        await using var assets = await TestDatabase.CreateAsync(_folder.Path, Elevators);
        using var service = await ServiceProcess.StartAsync(_folder.Path, Settings(influx));
        var load = new NumberedLoad(() => service.MqttPort, Elevators, perSecond, TestDatabase.Code);
        using var limit = new CancellationTokenSource(outage + TimeSpan.FromMinutes(5));
        // A little before, and enough to be still sending when the server has been back for a while.
        var running = load.RunAsync((int)(perSecond * (outage.TotalSeconds + 15)), limit.Token);
        await LoadGoesOnAsync(load, perSecond * 3);
        await influx.KillAsync();
        var before = load.AcknowledgedCount;
        await Task.Delay(outage, limit.Token);
        var during = load.AcknowledgedCount - before;
        output.WriteLine($"away for {outage.TotalSeconds} s, {during} messages acknowledged meanwhile");
        during.ShouldBeGreaterThan((int)(perSecond * outage.TotalSeconds / 4), "intake goes on without InfluxDB");

        await influx.RestartAsync();
        var back = Stopwatch.StartNew();
        // Live is current when something can be asked for that was published after the server's return.
        var since = load.TimeOf(load.Sent);
        await Eventually.HoldsAsync(async () => await InfluxSamples.CountAfterAsync(influx, Database, since) > 0, "live data is current");
        var current = back.Elapsed;
        var behind = load.AcknowledgedCount - await InfluxSamples.CountAsync(influx, Database);
        output.WriteLine($"live {current.TotalSeconds:0.00} s after the return, {load.AcknowledgedCount} acknowledged, {behind} of them still to follow; load of the machine {Load():0.0}");
        current.ShouldBeLessThan(CurrentWithin);
        await running;
        await EverythingIsThereOnceAsync(influx, load, service);
        output.WriteLine($"all of {load.AcknowledgedCount} there {back.Elapsed.TotalSeconds:0.0} s after the return");
    }

    /// <summary>
    /// What is promised is five seconds. On a machine with more to do than it has processors everything waits its turn, influxd's own start included: there
    /// the limit grows with what waits.
    /// </summary>
    private static TimeSpan CurrentWithin => TimeSpan.FromSeconds(5 * Math.Max(1, Load() / Environment.ProcessorCount));

    /// <summary>Programs that ran or waited for a processor, mean of the last minute.</summary>
    private static double Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0;

    private static int Number(string variable, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : standard;

    private static string[] Settings(InfluxServerProcess influx) =>
    [
        "--Telemetry:Store", "influx", "--Influx:Url", influx.Url.ToString(), "--Influx:Database", Database,
        "--Influx:User", InfluxServerProcess.Administrator, "--Influx:Password", InfluxServerProcess.AdministratorPassword,
    ];

    private static Task LoadGoesOnAsync(NumberedLoad load, int count) => Eventually.HoldsAsync(() => load.AcknowledgedCount >= count, "the load goes on");

    private static async Task EverythingIsThereOnceAsync(InfluxServerProcess influx, NumberedLoad load, ServiceProcess service)
    {
        // As long as more comes it is waited for: ten minutes' backlog takes its time.
        for (var (last, all) = (-1L, false); !all;)
        {
            var there = await InfluxSamples.CountAsync(influx, Database);
            there.ShouldBeGreaterThan(last, "everything arrives; " + service.Output);
            last = there;
            await Eventually.HoldsAsync(async () => (there = await InfluxSamples.CountAsync(influx, Database)) > last || there >= load.AcknowledgedCount, "everything arrives; " + service.Output);
            all = there >= load.AcknowledgedCount;
        }

        await service.DrainedAsync();
        var stored = await InfluxSamples.NumbersAsync(influx, Database);
        for (var elevator = 0; elevator < Elevators; elevator++)
        {
            var samples = stored[TestDatabase.Code(elevator)];
            samples.Select(static sample => sample.Number).ShouldBeUnique();
            samples.ShouldAllBe(sample => sample.Time == load.TimeOf(sample.Number * Elevators + elevator));
        }

        var numbers = stored.ToDictionary(static one => one.Key, static one => one.Value.Select(static sample => sample.Number).ToHashSet());
        load.Acknowledged.Where(number => !numbers[TestDatabase.Code(number % Elevators)].Contains(number / Elevators)).ShouldBeEmpty();
    }

    private Random Seeded()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
