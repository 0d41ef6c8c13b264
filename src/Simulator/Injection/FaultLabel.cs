namespace Facilities.Simulator.Injection;

/// <summary>
/// What a fault is by the domain sheet, so that findings can be scored against it: written beside a recording and never shown to a detector.
/// </summary>
internal sealed record FaultLabel
{
    /// <summary>Fault mode of the asset type's template.</summary>
    public required string Mode { get; init; }

    /// <summary>1 (life safety) to 4 (cosmetic).</summary>
    public required int Severity { get; init; }

    /// <summary>A finding of one of these families, or a learned one led by a signal of theirs, has found the fault.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>Families that the fault's consequences may raise as well: not a find, and no false alarm.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Range of the time to full severity; zero: at once.</summary>
    public TimeSpan DevelopsAtLeast { get; init; }

    public TimeSpan DevelopsAtMost { get; init; }

    /// <summary>How long a sudden fault's sign must stand by the domain sheet until it may be said.</summary>
    public TimeSpan Persistence { get; init; }

    /// <summary>How often the leading signal, or else the asset, reports.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Local hours in which it starts: light that burns by day needs a day.</summary>
    public (double From, double Until) Hours { get; init; } = (0, 24);

    public FaultLabel Beside(params string[] families) => this with { Also = families };
}
