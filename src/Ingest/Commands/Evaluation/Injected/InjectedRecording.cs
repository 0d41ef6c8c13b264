namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>One entry of <c>labels.json</c>.</summary>
internal sealed record InjectedRecording
{
    /// <summary>File in the same folder.</summary>
    public required string File { get; init; }

    /// <summary>Payloads in it: a file that was cut short is noticed.</summary>
    public required long Messages { get; init; }

    /// <summary>Asset type.</summary>
    public required string Type { get; init; }

    public int Seed { get; init; }

    /// <summary>As registered with the service.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required DateTimeOffset Begin { get; init; }

    /// <summary>Until here the detectors have time to learn. What they raise meanwhile counts; the time doesn't.</summary>
    public required DateTimeOffset Trained { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>Null: healthy.</summary>
    public InjectedFault? Fault { get; init; }

    /// <summary>Fault-free time after training.</summary>
    public double QuietMonths => Math.Max(0, ((Fault?.Start ?? End) - Trained).TotalDays / DaysPerMonth);

    private const double DaysPerMonth = 365.25 / 12;
}
