using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Facilities.Simulator.Load;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Service;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary><c>simulator load</c>: many elevators at a rate; what was acknowledged against what was stored.</summary>
internal sealed class LoadCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ServiceOptions _service = new();
    private readonly Option<int> _assets = new("--provision") { Description = "Elevators to create, load and remove.", DefaultValueFactory = _ => 1_000 };
    private readonly Option<string> _rate = new("--rate") { Description = "Messages per second, or max: as many as are acknowledged.", DefaultValueFactory = _ => "max" };
    private readonly Option<double> _seconds = new("--seconds") { Description = "How long.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _connections = new("--connections") { Description = "MQTT connections.", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _window = new("--window") { Description = "Messages in flight on each connection.", DefaultValueFactory = _ => 2_000 };
    private readonly Option<int> _qos = new("--qos") { Description = "Only 1: what is measured is acknowledged messages.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _site = new("--site") { Description = "Site code.", DefaultValueFactory = _ => "load" };
    private readonly Option<string> _prefix = new("--prefix") { Description = "What the elevators' codes begin with.", DefaultValueFactory = _ => "e" };
    private readonly Option<bool> _bare = new("--no-provision") { Description = "Create and remove nothing: for an MQTT server that is not ours." };
    private readonly Option<bool> _queryable = new("--queryable") { Description = "Follow single readings until a query returns them; costs the service some requests." };
    private readonly Option<bool> _keep = new("--keep") { Description = "Leave the elevators and their data." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON only." };

    public static Command Create() => new LoadCommand().Build();

    private Command Build()
    {
        var command = new Command("load", "Load the service with elevators at a rate and compare what was acknowledged with what is stored.");
        foreach (var option in new Option[] { _assets, _rate, _seconds, _connections, _window, _qos, _site, _prefix, _bare, _queryable, _keep, _json }) command.Options.Add(option);
        _service.AddTo(command);
        command.SetAction((parsed, ct) => CommandGuard.RunAsync(() => RunAsync(parsed, ct)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = OptionsOf(parsed);
        var quiet = parsed.GetValue(_json);
        using var api = _service.Api(parsed);
        if (!options.Provision)
        {
            string[] bare = [.. Enumerable.Range(1, options.Assets).Select(number => options.Prefix + number.ToString("D5", CultureInfo.InvariantCulture))];
            return Show(await MeasureAsync(new LoadRun(options, bare, TimeProvider.System), options, quiet, ct), quiet);
        }
        var clock = await ServiceOptions.ClockAsync(api, ct);
        try
        {
            if (!quiet) Say.Line($"Creating {options.Assets} elevators in site '{options.Site}' …");
            var reply = await api.ProvisionAsync(new ProvisionRequest(options.Site, AssetTypes.Elevator, options.Assets, options.Prefix), ct);
            var probe = parsed.GetValue(_queryable) ? new QueryProbe(api, options, clock) : null;
            if (probe is not null) await probe.PrepareAsync(ct);
            var before = await api.StatusAsync(ct);
            var start = clock.GetUtcNow();
            var load = MeasureAsync(new LoadRun(options, reply.Codes, clock), options, quiet, ct);
            var report = probe is null ? await load : await ProbedAsync(probe, load, ct);
            return Show(await CompareAsync(api, before, report, options, start, ct), quiet);
        }
        finally
        {
            if (!parsed.GetValue(_keep))
            {
                // Also after Ctrl-C: what was made is removed.
                using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                if (!quiet) Say.Line($"Removing the elevators …");
                await api.RemoveAsync(options.Site, options.Prefix, patience.Token);
            }
        }
    }

    private LoadOptions OptionsOf(ParseResult parsed)
    {
        if (parsed.GetValue(_qos) != 1) throw new ArgumentException("--qos must be 1: only acknowledged messages can be compared with stored ones.");
        var rate = parsed.GetValue(_rate)!;
        var perSecond = 0.0;
        if (rate != "max" && (!double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out perSecond) || perSecond <= 0))
            throw new ArgumentException($"--rate '{rate}' is neither a number above 0 nor max.");
        var options = new LoadOptions
        {
            Broker = _service.Broker(parsed),
            Assets = parsed.GetValue(_assets),
            Rate = perSecond,
            Duration = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
            Connections = Math.Min(parsed.GetValue(_connections), parsed.GetValue(_assets)),
            Window = parsed.GetValue(_window),
            Site = parsed.GetValue(_site)!,
            Prefix = parsed.GetValue(_prefix)!,
            Provision = !parsed.GetValue(_bare),
        };
        var errors = options.Errors();
        return errors.Count == 0 ? options : throw new ArgumentException(string.Join(" ", errors));
    }

    private static async Task<LoadReport> MeasureAsync(LoadRun run, LoadOptions options, bool quiet, CancellationToken ct)
    {
        if (quiet) return await run.RunAsync(ct);
        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("loading", maxValue: options.Duration.TotalSeconds);
                var since = Stopwatch.GetTimestamp();
                var running = run.RunAsync(ct);
                while (await Task.WhenAny(running, Task.Delay(500, CancellationToken.None)) != running)
                {
                    bar.Value = Math.Min(Stopwatch.GetElapsedTime(since).TotalSeconds, options.Duration.TotalSeconds);
                    bar.Description = FormattableString.Invariant($"{run.Acknowledged:N0} acknowledged");
                }
                return await running;
            });
    }

    /// <summary>A load run with the probe beside it.</summary>
    private static async Task<LoadReport> ProbedAsync(QueryProbe probe, Task<LoadReport> load, CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var probing = probe.RunAsync(ended.Token);
        try
        {
            var report = await load;
            return report with
            {
                QueryableP50Micros = probe.Latency.Percentile(0.5),
                QueryableP99Micros = probe.Latency.Percentile(0.99),
                QueryableProbes = probe.Latency.Count,
            };
        }
        finally
        {
            await ended.CancelAsync();
            await probing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (probing.IsFaulted) Say.Line($"The probe stopped early: {probing.Exception.InnerException!.Message}");
        }
    }

    /// <summary>Waits until store and detectors have dealt with everything, then counts what the store holds and reads the service's counters.</summary>
    private static async Task<LoadReport> CompareAsync(ServiceApi api, StatusReply before, LoadReport report, LoadOptions options, DateTimeOffset start, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        var after = await api.StatusAsync(ct);
        while (after.LagBytes > 0 && Stopwatch.GetElapsedTime(since) < options.Patience)
        {
            await Task.Delay(100, ct);
            after = await api.StatusAsync(ct);
        }
        var caughtUp = Stopwatch.GetElapsedTime(since).TotalSeconds;
        // An asset's messages never share a millisecond, so that few assets at a high rate run ahead of the clock.
        var from = start.AddSeconds(-1).ToUnixTimeMilliseconds();
        var until = start.AddDays(1).ToUnixTimeMilliseconds();
        return report with
        {
            Stored = after.LagBytes == 0 ? await api.StoredAsync(options.Site, options.Prefix, "seq", from, until, ct) : null,
            Taken = after.Messages - before.Messages,
            Rejected = after.Rejected - before.Rejected,
            Quarantined = after.Quarantined - before.Quarantined,
            CaughtUpSeconds = after.LagBytes == 0 ? caughtUp : null,
            ServerCpuSeconds = after.CpuSeconds - before.CpuSeconds,
            ServerMemoryBytes = after.WorkingSetBytes,
        };
    }

    private static int Show(LoadReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, Json));
        }
        else
        {
            AnsiConsole.Write(LoadTable.Of(report));
        }
        return report.Unacknowledged == 0 && report.Complete != false ? ExitCode.Success : ExitCode.Failure;
    }
}
