namespace Facilities.Simulator.Faults;

/// <summary>A fault by its name on the command line, with the defaults that make it show.</summary>
public sealed record Scenario
{
    /// <summary>e.g. <c>door-wear</c>.</summary>
    public required string Name { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>One line: what it looks like in the data.</summary>
    public required string Sign { get; init; }

    /// <summary>Asset types it applies to; empty for a gateway's own.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Time to full severity when the caller names none: short enough to be watched, not the weeks of the field.</summary>
    public TimeSpan Development { get; init; }

    /// <summary>How long it lasts when the caller names none; <c>null</c>: until ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What the asset needs so that it shows, e.g. a circuit that is lit round the clock; keys in <see cref="Plans.AssetAttributes"/>.</summary>
    public IReadOnlyDictionary<string, double> Attributes { get; init; } = new Dictionary<string, double>();

    public bool OfGateway => Types.Count == 0;

    public bool AppliesTo(string type) => Types.Contains(type);

    internal Scenario With(string attribute, double value) => this with { Attributes = new Dictionary<string, double> { [attribute] = value } };

    /// <summary>The fault with this scenario's defaults.</summary>
    public FaultInjection At(DateTimeOffset start, double severity = 1) =>
        new() { Kind = Kind, Start = start, Development = Development, Duration = Duration, Severity = severity };
}
