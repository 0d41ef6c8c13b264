using System.CommandLine;
using System.Globalization;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Hosting;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Service;
using Facilities.Simulator.Work;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Facilities.Simulator.Commands;

/// <summary><c>simulator run</c>: a virtual site, live, with or without a scenario.</summary>
internal sealed class RunCommand
{
    private readonly ServiceOptions _service = new();
    private readonly Option<string?> _plan = new("--plan") { Description = "JSON file with sites, assets and faults; the options for one asset are then not used." };
    private readonly Option<string?> _scenario = new("--scenario") { Description = "What goes wrong; 'simulator scenarios' lists the names." };
    private readonly Option<string?> _work = new("--work") { Description = "What is done to the asset; 'simulator scenarios' lists the names." };
    private readonly Option<WorkKind> _play = new("--play") { Description = "How it is done: honest, skipped, half, wrong-signal, data-gap.", CustomParser = Kind, DefaultValueFactory = _ => WorkKind.Honest };
    private readonly Option<string> _site = new("--site") { Description = "Site code.", DefaultValueFactory = _ => "virtual" };
    private readonly Option<string?> _asset = new("--asset") { Description = "Asset code; by default its type and '-1'." };
    private readonly Option<string?> _type = new("--type") { Description = $"Asset type: {string.Join(", ", AssetTypes.Simulated)}. Default: the scenario's, else one of each." };
    private readonly Option<string[]> _attribute = new("--attribute") { Description = "Size or rating, key=number, e.g. stops=30; may be repeated.", AllowMultipleArgumentsPerToken = false };
    private readonly Option<int> _seed = new("--seed") { Description = "Same seed, same site.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _after = new("--after") { Description = "Seconds of site time until the scenario or the work starts.", DefaultValueFactory = _ => 60 };
    private readonly Option<double?> _develop = new("--develop") { Description = "Minutes until the fault is fully there; default per scenario." };
    private readonly Option<double?> _lasts = new("--lasts") { Description = "Minutes that the fault lasts; default per scenario." };
    private readonly Option<double> _severity = new("--severity") { Description = "1 is a clear case.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _backfill = new("--backfill") { Description = "Hours of past that are played first.", DefaultValueFactory = _ => 0 };
    private readonly Option<double?> _stopAfter = new("--stop-after") { Description = "Seconds after which the command ends; default: Ctrl-C." };
    private readonly Option<bool> _provision = new("--provision") { Description = "Create the assets in the service first (demo mode); they stay." };

    public static Command Create() => new RunCommand().Build();

    private Command Build()
    {
        var command = new Command("run", "Play virtual assets against the service until Ctrl-C.");
        foreach (var option in new Option[] { _plan, _scenario, _work, _play, _site, _asset, _type, _attribute, _seed, _after, _develop, _lasts, _severity, _backfill, _stopAfter, _provision })
            command.Options.Add(option);
        _service.AddTo(command);
        command.SetAction((parsed, ct) => CommandGuard.RunAsync(() => RunAsync(parsed, ct)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        using var api = _service.Api(parsed);
        using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true));
        var logger = logging.CreateLogger("simulator");
        var clock = await ServiceOptions.ClockAsync(api, ct);
        var plan = parsed.GetValue(_plan) is { } file ? PlanFile.Read(file) : PlanOf(parsed, clock);
        plan.Validate();
        if (parsed.GetValue(_provision)) plan = await ProvisionAsync(api, plan, ct);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (parsed.GetValue(_stopAfter) is { } seconds) ending.CancelAfter(TimeSpan.FromSeconds(seconds));
        using var host = new SimulatorHost(plan, clock, _service.Broker(parsed), logger);
        var following = clock is RemoteSiteClock remote ? remote.FollowAsync(api, logger, ending.Token) : Task.CompletedTask;
        var showing = ShowAsync(host, ending.Token);
        await host.RunAsync(null, ending.Token);
        await Task.WhenAll(following, showing);
        var end = host.Progress;
        Say.Line($"{end.Acknowledged} messages acknowledged, {end.Dropped} dropped.");
        return end.Acknowledged > 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private SimulationPlan PlanOf(ParseResult parsed, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var scenario = ScenarioOf(parsed);
        var fault = scenario is null ? null : new FaultInjection
        {
            Kind = scenario.Kind,
            Start = now.AddSeconds(parsed.GetValue(_after)),
            Development = parsed.GetValue(_develop) is { } develop ? TimeSpan.FromMinutes(develop) : scenario.Development,
            Duration = parsed.GetValue(_lasts) is { } lasts ? TimeSpan.FromMinutes(lasts) : scenario.Duration,
            Severity = parsed.GetValue(_severity),
        };
        var work = WorkOf(parsed);
        var types = parsed.GetValue(_type) is { } type ? [type] : work is not null ? WorkTypes(work) : scenario is { OfGateway: false } ? [scenario.Types[0]] : AssetTypes.Simulated;
        if (types.Count > 1 && parsed.GetValue(_asset) is not null) throw new ArgumentException("--asset needs --type or a scenario of an asset.");
        var backfill = parsed.GetValue(_backfill);
        var seed = parsed.GetValue(_seed);
        return new SimulationPlan
        {
            Sites =
            [
                new SitePlan
                {
                    Code = parsed.GetValue(_site)!,
                    Faults = fault is not null && scenario!.OfGateway ? [fault] : [],
                    Assets =
                    [
                        .. types.Select((name, index) => new AssetPlan
                        {
                            Code = parsed.GetValue(_asset) ?? name + "-1",
                            Type = name,
                            Seed = seed + index,
                            Attributes = AttributesOf(parsed, scenario),
                            BackfillFrom = backfill > 0 ? now.AddHours(-backfill) : null,
                            Faults = fault is not null && !scenario!.OfGateway ? [fault] : [],
                            Works = work is null || work.Type != name ? [] : [new WorkPlan { Work = work.Key, Play = parsed.GetValue(_play), Start = now.AddSeconds(parsed.GetValue(_after)) }],
                        }),
                    ],
                },
            ],
        };
    }

    private Scenario? ScenarioOf(ParseResult parsed)
    {
        if (parsed.GetValue(_scenario) is not { } name) return null;
        return ScenarioCatalog.TryFind(name, out var scenario)
            ? scenario
            : throw new ArgumentException($"There is no scenario '{name}'; 'simulator scenarios' lists them.");
    }

    private WorkScript? WorkOf(ParseResult parsed)
    {
        if (parsed.GetValue(_work) is not { } key) return null;
        return WorkScripts.TryFind(key, out var script) ? script : throw new ArgumentException($"There is no work '{key}'; 'simulator scenarios' lists them.");
    }

    /// <summary>The asset that is worked on, and others that have a part in it.</summary>
    private static string[] WorkTypes(WorkScript work) => [work.Type, .. work.Honest.Select(act => act.OtherType).OfType<string>().Distinct()];

    private static WorkKind Kind(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Enum.TryParse<WorkKind>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) && Enum.IsDefined(kind)) return kind;
        result.AddError($"--play '{text}' is none of honest, skipped, half, wrong-signal, data-gap.");
        return default;
    }

    /// <summary>What the scenario needs, and over it what the caller says.</summary>
    private Dictionary<string, double> AttributesOf(ParseResult parsed, Scenario? scenario)
    {
        var attributes = new Dictionary<string, double>(scenario?.Attributes ?? new Dictionary<string, double>());
        foreach (var text in parsed.GetValue(_attribute) ?? [])
        {
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            if (sign < 1 || !double.TryParse(text.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new ArgumentException($"--attribute '{text}' is not key=number.");
            attributes[text[..sign]] = value;
        }
        return attributes;
    }

    private static async Task<SimulationPlan> ProvisionAsync(ServiceApi api, SimulationPlan plan, CancellationToken ct)
    {
        var sites = new List<SitePlan>();
        foreach (var site in plan.Sites)
        {
            var assets = new List<AssetPlan>();
            foreach (var asset in site.Assets)
            {
                var reply = await api.ProvisionAsync(new ProvisionRequest(site.Code, asset.Type, 1, asset.Code) { Attributes = AssetRatings.Registered(asset) }, ct);
                assets.Add(asset with { Code = reply.Codes[0] });
                Say.Line($"Created {asset.Type} {site.Code}/{reply.Codes[0]}.");
            }
            sites.Add(site with { Assets = assets });
        }
        return plan with { Sites = sites };
    }

    /// <summary>A line every ten seconds; twice a second while the past is played.</summary>
    private static async Task ShowAsync(SimulatorHost host, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var now = host.Progress;
                AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                    $"{(now.Backfilling ? $"past {now.BackfillShare:P0}" : "live")}: {now.ConnectedSites} sites connected, {now.Acknowledged} messages acknowledged, {now.Queued} waiting, lag {now.Lag.TotalSeconds:F1} s");
                await Task.Delay(TimeSpan.FromSeconds(now.Backfilling ? 2 : 10), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The end.
        }
    }
}
