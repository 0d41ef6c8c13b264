using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Telemetry;

namespace Facilities.Operations.Templates;

/// <summary>An asset type as its JSON file describes it. Immutable, thread-safe.</summary>
public sealed class AssetTemplate
{
    private readonly Dictionary<string, TemplatePoint> _points;
    private readonly Dictionary<string, FaultMode> _modes;
    private readonly Dictionary<string, FaultFamily> _families;
    private readonly string[] _limiting;
    private readonly ConcurrentDictionary<string, DetectionProfile> _profiles = new(StringComparer.Ordinal);

    internal AssetTemplate(string type, LocalizedName name, TimeSpan heartbeat, IReadOnlyList<TemplateAttribute> attributes,
        IReadOnlyList<TemplatePoint> points, IReadOnlyList<FaultFamily> families, IReadOnlyList<FaultMode> modes,
        IReadOnlyList<TemplateRule> rules, IReadOnlyList<TemplateVector> vectors, VerificationNeeds verification)
    {
        (Type, Name, Heartbeat, Attributes, Points, Families, Modes, Rules, Vectors, Verification) =
            (type, name, heartbeat, attributes, points, families, modes, rules, vectors, verification);
        PointTable = new PointTable(points.Select(p => p.Definition));
        _points = points.ToDictionary(p => p.Definition.Key, StringComparer.Ordinal);
        _modes = modes.ToDictionary(m => m.Key, StringComparer.Ordinal);
        _families = families.ToDictionary(f => f.Key, StringComparer.Ordinal);
        _limiting = [.. rules.SelectMany(r => r.Limit?.Inputs ?? []).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Key of the type, e.g. <c>elevator</c>.</summary>
    public string Type { get; }

    public LocalizedName Name { get; }

    public TimeSpan Heartbeat { get; }

    /// <summary>Years that the type is made for, where a standard says it; null elsewhere.</summary>
    public double? DesignLifeYears { get; init; }

    public IReadOnlyList<TemplateAttribute> Attributes { get; }

    public IReadOnlyList<TemplatePoint> Points { get; }

    public IReadOnlyList<FaultFamily> Families { get; }

    public IReadOnlyList<FaultMode> Modes { get; }

    public IReadOnlyList<TemplateRule> Rules { get; }

    public IReadOnlyList<TemplateVector> Vectors { get; }

    /// <summary>What is learned of each asset from its stored telemetry; null: nothing.</summary>
    public TemplateModel? Model { get; init; }

    public VerificationNeeds Verification { get; }

    /// <summary>The points as Telemetry knows them, found by number, key or UTF-8 key.</summary>
    public PointTable PointTable { get; }

    public TemplatePoint? Point(string key) => _points.GetValueOrDefault(key);

    public TemplatePoint? Point(ushort no) => Points.FirstOrDefault(p => p.Definition.No == no);

    /// <exception cref="KeyNotFoundException">The template has no such mode.</exception>
    public FaultMode Mode(string key) => _modes[key];

    /// <summary>The checklist of a mode; of an unexplained fault when the type has no such mode, because a person reported only a family.</summary>
    public IReadOnlyList<ModeStep> StepsOf(string mode) =>
        TryGetMode(mode, out var known) || TryGetMode(FaultFamilies.Unexplained, out known) ? known.Steps : [];

    public bool TryGetMode(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out FaultMode mode) => _modes.TryGetValue(key, out mode);

    public FaultFamily? Family(string key) => _families.GetValueOrDefault(key);

    /// <summary>The rules with the limits that hold for one asset, and where each limit comes from.</summary>
    public IReadOnlyList<ResolvedRule> ResolvedRules(AssetOverrides? overrides = null) =>
        [.. Rules.Select(r => r.Resolve(overrides))];

    /// <summary>The detectors' view of one asset. Assets that differ in nothing that matters share one instance, and with it the compiled rules.</summary>
    /// <exception cref="DetectionProfileException">The overrides do not fit (off above on, training below 300 rows).</exception>
    public DetectionProfile Profile(AssetOverrides? overrides = null) =>
        _profiles.GetOrAdd(Inputs(overrides ?? AssetOverrides.None), static (_, own) => own.Template.BuildProfile(own.Overrides), (Template: this, Overrides: overrides));

    private DetectionProfile BuildProfile(AssetOverrides? overrides) =>
        new(Type, Heartbeat, [.. Points.Select(p => ProfilePoint(p, overrides))],
            [.. ResolvedRules(overrides).Where(r => r.Enabled).Select(r => r.Rule.Build(r.Limit ?? 0, r.Clear, r.For))],
            [.. Vectors.Select(v => v.With(overrides))]);

    /// <summary>All that a profile takes from its asset, as one text: a city has a hundred thousand assets and few such texts.</summary>
    private string Inputs(AssetOverrides own)
    {
        var text = new StringBuilder();
        foreach (var attribute in _limiting) text.Append(own.Attributes.GetValueOrDefault(attribute)).Append('\n');
        foreach (var (key, rule) in own.Rules.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}={rule.Limit:R},{rule.Clear:R},{rule.For?.Ticks},{rule.Enabled};");
        }

        foreach (var (key, vector) in own.Vectors.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}={vector.TrainingRows},{vector.On:R},{vector.Off:R};");
        }

        foreach (var (point, interval) in own.Intervals.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{point}={interval.Ticks};");
        }

        foreach (var (point, since) in own.Replaced.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{point}@{since.UtcTicks};");
        }

        return text.ToString();
    }

    private static ProfilePoint ProfilePoint(TemplatePoint point, AssetOverrides? overrides) => new()
    {
        Definition = overrides?.Intervals.TryGetValue(point.Definition.Key, out var interval) == true
            ? point.Definition with { Interval = interval }
            : point.Definition,
        Assumed = point.Assumed,
        FrozenAfter = point.FrozenAfter,
        MaxStep = point.MaxStep,
        ReplacedUnixMs = overrides?.Replaced.TryGetValue(point.Definition.Key, out var since) == true ? since.ToUnixTimeMilliseconds() : 0,
    };
}
