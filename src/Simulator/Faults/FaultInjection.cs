namespace Facilities.Simulator.Faults;

/// <summary>
/// A fault laid on a virtual asset. Its level rises linearly from 0 at <see cref="Start"/> to <see cref="Severity"/> after
/// <see cref="Development"/> and falls to 0 at the end:
/// <code>
/// level   severity ......._________
///                       /          |
///         0 ___________/           |________
///                  start        start + duration
///                      |&lt;-&gt;| development
/// </code>
/// </summary>
public sealed record FaultInjection
{
    public required FaultKind Kind { get; init; }

    /// <summary>Site time of the first sign. An entrapment stops the car at this very millisecond when it lies far enough ahead.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Time to grow to full severity; zero for a step.</summary>
    public TimeSpan Development { get; init; }

    /// <summary>How long it lasts; <c>null</c>: until it is ended from outside.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>1 is a clear case by the limits of the template; smaller is fainter. Between 0 (exclusive) and 10.</summary>
    public double Severity { get; init; } = 1;

    internal long StartUnixMs => Start.ToUnixTimeMilliseconds();

    internal long EndUnixMs => Duration is { } duration ? StartUnixMs + (long)duration.TotalMilliseconds : long.MaxValue;

    /// <summary>0 while the fault is not there, else above 0 and at most <see cref="Severity"/>.</summary>
    public double LevelAt(long unixMs)
    {
        if (unixMs < StartUnixMs || unixMs >= EndUnixMs) return 0;
        var development = Development.TotalMilliseconds;
        if (development <= 0) return Severity;
        return Severity * Math.Clamp((unixMs - StartUnixMs) / development, 1e-6, 1);
    }

    internal void Validate(string asset, List<string> errors)
    {
        if (!(Severity is > 0 and <= 10)) errors.Add($"Asset '{asset}': severity {Severity} is not above 0 and at most 10.");
        if (Development < TimeSpan.Zero) errors.Add($"Asset '{asset}': a fault can't develop in negative time.");
        if (Duration is { } duration && duration <= TimeSpan.Zero) errors.Add($"Asset '{asset}': a fault's duration must be positive.");
    }
}
