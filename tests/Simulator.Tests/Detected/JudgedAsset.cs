using System.Text.Json;
using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Simulator.Assets;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Hosting;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;
using Facilities.Telemetry;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>
/// One virtual asset, its real template and the real detectors, without anything in between: the payloads that would travel over MQTT become
/// readings at once, in simulated time. A gateway's faults lose or delay them as the gateway would.
/// </summary>
internal sealed class JudgedAsset : IDisposable
{
    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();
    private static readonly SourceId Source = new(1);

    private readonly SiteSimulation _simulation;
    private readonly DetectionEngine _engine = new();
    private readonly PointTable _points;
    private readonly GatewayFaults _gateway;
    private readonly List<SimulatedMessage> _kept = [];
    private readonly PointValue[] _values = new PointValue[64];

    /// <param name="fault">Of the asset or of its gateway; null for a healthy one.</param>
    public JudgedAsset(string type, DateTimeOffset start, FaultInjection? fault, int seed = 7)
        : this(new AssetPlan { Code = "a1", Type = type, Seed = seed, Faults = fault is null ? [] : [fault], Attributes = fault is null ? new Dictionary<string, double>() : ScenarioCatalog.Find(fault.Kind).Attributes }, start)
    {
    }

    /// <param name="plan">With its faults, those of its gateway among them.</param>
    /// <param name="start">Beginning of its past.</param>
    public JudgedAsset(AssetPlan plan, DateTimeOffset start)
    {
        var faults = plan.Faults.ToLookup(fault => ScenarioCatalog.Find(fault.Kind).OfGateway);
        plan = plan with { Faults = [.. faults[false]] };
        _simulation = new SiteSimulation(new SitePlan { Code = "site", Assets = [plan] }, start.ToUnixTimeMilliseconds());
        _gateway = new GatewayFaults([.. faults[true]]);
        var template = Templates[plan.Type];
        _points = template.PointTable;
        _engine.Add(Source, template.Profile(new AssetOverrides { Attributes = AssetRatings.Registered(plan) }));
    }

    public FindingList Findings { get; } = [];

    public Finding? FirstRaised(params ReadOnlySpan<string> rules)
    {
        foreach (var finding in Findings)
        {
            if (finding.Kind == FindingKind.Raised && rules.Contains(finding.RuleKey)) return finding;
        }
        return null;
    }

    /// <summary>Plays and judges up to an instant.</summary>
    public void Play(DateTimeOffset until)
    {
        var end = until.ToUnixTimeMilliseconds();
        _simulation.Advance(end, Receive);
        Return(end);
        _engine.Tick(end, Findings);
    }

    public void Dispose() => _simulation.Dispose();

    private void Receive(SimulatedMessage message)
    {
        Return(message.UnixMs);
        if (_gateway.Loses(message.UnixMs)) return;
        if (_gateway.IsAway(message.UnixMs)) _kept.Add(message);
        else Judge(message, message.UnixMs);
    }

    /// <summary>The link is back: what was kept comes late.</summary>
    private void Return(long now)
    {
        if (_kept.Count == 0 || _gateway.IsAway(now)) return;
        foreach (var message in _kept) Judge(message, now);
        _kept.Clear();
    }

    private void Judge(SimulatedMessage message, long receivedUnixMs)
    {
        using var json = JsonDocument.Parse(message.Payload);
        var count = 0;
        foreach (var value in json.RootElement.GetProperty("values").EnumerateObject())
        {
            if (_points.TryGet(value.Name, out var point)) _values[count++] = new PointValue(point.No, Read(point, value.Value));
        }
        var reading = new Reading
        {
            Source = Source,
            EventTimeUnixMs = message.UnixMs,
            ReceiveTimeUnixMs = receivedUnixMs,
            Flags = ReadingFlags.None,
            Values = _values.AsSpan(0, count),
        };
        _engine.Observe(reading, Findings);
    }

    private static double Read(PointDefinition point, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => point.States.ToList().IndexOf(value.GetString()!),
        _ => value.GetDouble(),
    };
}
