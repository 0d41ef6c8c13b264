namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>What is wrong in a recording and what counts as finding it; for scoring only. docs/formats/injected-recordings.md.</summary>
internal sealed record InjectedFault
{
    public required string Scenario { get; init; }

    /// <summary>Families of which a finding has found it.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>Families that its consequences may raise: no find, no false alarm.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary><c>P1</c> to <c>P4</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>Severity drawn for the model; 1 is a clear case.</summary>
    public double Strength { get; init; } = 1;

    public required DateTimeOffset Start { get; init; }

    /// <summary>Time to full severity; 0: at once.</summary>
    public required long DevelopmentSeconds { get; init; }

    /// <summary>How long a sudden fault's sign must stand until it may be said.</summary>
    public required long PersistenceSeconds { get; init; }

    public required long IntervalSeconds { get; init; }

    public bool Develops => DevelopmentSeconds > 0;

    /// <summary>P1 or P2.</summary>
    public bool Urgent => Severity is "P1" or "P2";

    public long StartUnixMs => Start.ToUnixTimeMilliseconds();

    public long FullUnixMs => StartUnixMs + (DevelopmentSeconds * 1_000);

    /// <summary>
    /// Found by then is found in time. Sudden: two reporting intervals after its sign has stood long enough. Developing: before full severity
    /// (P1, P2) or within half of the development (P3, P4).
    /// </summary>
    public long DeadlineUnixMs => !Develops
        ? StartUnixMs + ((PersistenceSeconds + (2 * IntervalSeconds)) * 1_000)
        : Urgent ? FullUnixMs : StartUnixMs + (DevelopmentSeconds * 500);
}
