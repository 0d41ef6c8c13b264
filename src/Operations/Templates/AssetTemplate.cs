using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Templates;

/// <summary>An asset type as its JSON file describes it. Immutable, thread-safe.</summary>
public sealed class AssetTemplate
{
    private readonly Dictionary<string, TemplatePoint> _points;
    private readonly Dictionary<string, FaultMode> _modes;
    private readonly Dictionary<string, FaultFamily> _families;

    internal AssetTemplate(string type, LocalizedName name, TimeSpan heartbeat, IReadOnlyList<TemplateAttribute> attributes,
        IReadOnlyList<TemplatePoint> points, IReadOnlyList<FaultFamily> families, IReadOnlyList<FaultMode> modes,
        IReadOnlyList<TemplateRule> rules, IReadOnlyList<TemplateVector> vectors, VerificationNeeds verification)
    {
        (Type, Name, Heartbeat, Attributes, Points, Families, Modes, Rules, Vectors, Verification) =
            (type, name, heartbeat, attributes, points, families, modes, rules, vectors, verification);
        _points = points.ToDictionary(p => p.Definition.Key, StringComparer.Ordinal);
        _modes = modes.ToDictionary(m => m.Key, StringComparer.Ordinal);
        _families = families.ToDictionary(f => f.Key, StringComparer.Ordinal);
    }

    /// <summary>Key of the type, e.g. <c>elevator</c>.</summary>
    public string Type { get; }

    public LocalizedName Name { get; }

    public TimeSpan Heartbeat { get; }

    public IReadOnlyList<TemplateAttribute> Attributes { get; }

    public IReadOnlyList<TemplatePoint> Points { get; }

    public IReadOnlyList<FaultFamily> Families { get; }

    public IReadOnlyList<FaultMode> Modes { get; }

    public IReadOnlyList<TemplateRule> Rules { get; }

    public IReadOnlyList<TemplateVector> Vectors { get; }

    public VerificationNeeds Verification { get; }

    /// <summary>The points as Telemetry knows them, in the order of the file.</summary>
    public IReadOnlyList<PointDefinition> PointDefinitions => field ??= [.. Points.Select(p => p.Definition)];

    public TemplatePoint? Point(string key) => _points.GetValueOrDefault(key);

    public TemplatePoint? Point(ushort no) => Points.FirstOrDefault(p => p.Definition.No == no);

    /// <exception cref="KeyNotFoundException">The template has no such mode.</exception>
    public FaultMode Mode(string key) => _modes[key];

    public bool TryGetMode(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out FaultMode mode) => _modes.TryGetValue(key, out mode);

    public FaultFamily? Family(string key) => _families.GetValueOrDefault(key);

    /// <summary>The rules with the limits that hold for one asset, and where each limit comes from.</summary>
    public IReadOnlyList<ResolvedRule> ResolvedRules(AssetOverrides? overrides = null) =>
        [.. Rules.Select(r => r.Resolve(overrides))];

    /// <summary>The detectors' view of one asset. Without overrides always the same instance.</summary>
    public DetectionProfile Profile(AssetOverrides? overrides = null) =>
        new(Type, Heartbeat, [], [], []);
}
