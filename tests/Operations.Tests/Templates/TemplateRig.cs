using System.Globalization;
using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests.Templates;

/// <summary>An engine with one asset of a built-in type, driven in seconds with values as a device would name them.</summary>
internal sealed class TemplateRig
{
    public const long Start = 1_750_000_000_000;

    private static readonly AssetTemplateCatalog Catalog = AssetTemplateCatalog.Load();
    private static readonly SourceId Source = new(1);

    private readonly AssetTemplate _template;

    public TemplateRig(string type, AssetOverrides? overrides = null)
    {
        _template = Catalog[type];
        Engine.Add(Source, _template.Profile(overrides));
    }

    public DetectionEngine Engine { get; } = new();

    public FindingList Findings { get; } = [];

    /// <summary>Findings about the asset itself, as "Kind rule".</summary>
    public string[] About() => [.. Findings.Where(f => f.ModeKey is not ("sensor" or "comms")).Select(f => $"{f.Kind} {f.RuleKey}")];

    public Finding Single(string rule, FindingKind kind = FindingKind.Raised) => Findings.Single(f => f.RuleKey == rule && f.Kind == kind);

    /// <summary>A reading at a second: <c>"car_speed=0 door_state=open occupied=true"</c>.</summary>
    public void At(double second, string values)
    {
        var points = values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Value).ToArray();
        Engine.Observe(new Reading { Source = Source, EventTimeUnixMs = Ms(second), ReceiveTimeUnixMs = Ms(second), Values = points }, Findings);
    }

    public void Tick(double second) => Engine.Tick(Ms(second), Findings);

    public static long Ms(double second) => Start + (long)(second * 1000);

    private PointValue Value(string pair)
    {
        var (key, text) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var definition = _template.PointTable[key];
        var value = definition.Kind switch
        {
            PointKind.Flag => text == "true" ? 1 : 0,
            PointKind.State => definition.States.ToList().IndexOf(text),
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
        return new PointValue(definition.No, value);
    }
}
