using System.Collections.Concurrent;
using System.Text.Json;
using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Simulator.Plans;
using Facilities.Simulator.Sites;
using Facilities.Telemetry;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>What a healthy virtual asset sends over some weeks, as the readings of the service, to be upset in transit and then judged. Shared between tests; immutable.</summary>
internal sealed class HealthyRun
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));

    public static readonly SourceId Source = new(1);

    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();
    private static readonly ConcurrentDictionary<(string, int, int, double), Lazy<HealthyRun>> Runs = new();

    private readonly AssetPlan _plan;

    private HealthyRun(string type, int days, int seed, double setpointMpa)
    {
        _plan = new AssetPlan { Code = "a1", Type = type, Seed = seed };
        if (setpointMpa > 0) _plan = _plan with { Attributes = new Dictionary<string, double> { [AssetAttributes.SetpointMpa] = setpointMpa } };
        Template = Templates[type];
        using var simulation = new SiteSimulation(new SitePlan { Code = "site", Assets = [_plan] }, Start.ToUnixTimeMilliseconds());
        var readings = new List<Sent>();
        simulation.Advance(Day(days), message => readings.Add(new Sent(message.UnixMs, message.UnixMs, Values(message.Payload))));
        Readings = readings;
    }

    public AssetTemplate Template { get; }

    /// <summary>In order, received when measured.</summary>
    public IReadOnlyList<Sent> Readings { get; }

    /// <param name="setpointMpa">Of a booster pump; 0: as usual.</param>
    public static HealthyRun Of(string type, int days, int seed = 11, double setpointMpa = 0) => Runs.GetOrAdd(
        (type, days, seed, setpointMpa), key => new Lazy<HealthyRun>(() => new HealthyRun(key.Item1, key.Item2, key.Item3, key.Item4))).Value;

    /// <summary>Instant so many days after the start, Unix ms.</summary>
    public static long Day(double days) => Start.AddDays(days).ToUnixTimeMilliseconds();

    public ushort No(string point) => Template.PointTable[point].No;

    public DetectionEngine Engine(AssetOverrides? overrides = null)
    {
        var engine = new DetectionEngine();
        engine.Add(Source, Profile(overrides));
        return engine;
    }

    public DetectionProfile Profile(AssetOverrides? overrides = null) =>
        Template.Profile((overrides ?? new AssetOverrides()) with { Attributes = AssetRatings.Registered(_plan) });

    /// <summary>Judges readings in the order in which they were received, and the clock to the end of the last.</summary>
    public FindingList Judge(IEnumerable<Sent> readings, DetectionEngine? engine = null)
    {
        engine ??= Engine();
        var found = new FindingList();
        foreach (var reading in readings) Observe(engine, reading, found);
        engine.Tick(engine.NowUnixMs + 60_000, found);
        return found;
    }

    public static void Observe(DetectionEngine engine, in Sent reading, FindingList found) => engine.Observe(
        new Reading { Source = Source, EventTimeUnixMs = reading.EventMs, ReceiveTimeUnixMs = reading.ReceiveMs, Values = reading.Values }, found);

    private PointValue[] Values(byte[] payload)
    {
        using var json = JsonDocument.Parse(payload);
        var values = new List<PointValue>();
        foreach (var value in json.RootElement.GetProperty("values").EnumerateObject())
        {
            if (Template.PointTable.TryGet(value.Name, out var point)) values.Add(new PointValue(point.No, Read(point, value.Value)));
        }

        return [.. values];
    }

    private static double Read(PointDefinition point, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => point.States.ToList().IndexOf(value.GetString()!),
        _ => value.GetDouble(),
    };
}
