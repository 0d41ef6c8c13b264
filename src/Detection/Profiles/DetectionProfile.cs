namespace Facilities.Detection;

/// <summary>
/// Everything the detectors need to know about one asset: its points, rules and vectors with all limits resolved. Immutable and
/// thread-safe; assets without overrides of their own should share one instance, since it carries the compiled rules.
/// </summary>
public sealed class DetectionProfile
{
    /// <summary>Rules are tracked in one 64-bit mask.</summary>
    public const int MostRules = 64;

    /// <summary>Checks everything at once.</summary>
    /// <exception cref="DetectionProfileException">Something does not fit together; carries every error.</exception>
    public DetectionProfile(string type, TimeSpan heartbeat, IReadOnlyList<ProfilePoint> points, IReadOnlyList<RuleDefinition> rules, IReadOnlyList<VectorDefinition> vectors)
    {
        Type = type;
        Heartbeat = heartbeat;
        Points = points;
        Rules = rules;
        Vectors = vectors;
        Compiled = new ProfileCompiler(type, heartbeat, points, rules, vectors).Compile();
    }

    /// <summary>Asset type, e.g. <c>elevator</c>.</summary>
    public string Type { get; }

    /// <summary>The asset says something at least this often; points that report on change only live by it.</summary>
    public TimeSpan Heartbeat { get; }

    public IReadOnlyList<ProfilePoint> Points { get; }

    public IReadOnlyList<RuleDefinition> Rules { get; }

    public IReadOnlyList<VectorDefinition> Vectors { get; }

    /// <summary>The form that the engine runs.</summary>
    internal CompiledProfile Compiled { get; }
}
