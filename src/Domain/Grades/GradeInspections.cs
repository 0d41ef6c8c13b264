namespace Facilities.Domain.Grades;

/// <summary>What was to be done within the month, and what telemetry says of the records. Excused ones, and those whose day isn't over, are none.</summary>
public sealed record GradeInspections
{
    public static GradeInspections None { get; } = new();

    /// <summary>Fell due.</summary>
    public int Due { get; init; }

    /// <summary>Of these, done on time.</summary>
    public int OnTime { get; init; }

    public int Proven { get; init; }

    public int Partly { get; init; }

    public int NoData { get; init; }

    public int Contradicted { get; init; }

    /// <summary>Some of those late or missed.</summary>
    public IReadOnlyList<GradeLink> Late { get; init; } = [];

    /// <summary>Some of those contradicted.</summary>
    public IReadOnlyList<GradeLink> Doubted { get; init; } = [];

    /// <summary>0 to 1; nothing due: 1.</summary>
    public double OnTimeShare => Due == 0 ? 1 : (double)OnTime / Due;

    /// <summary>0 to 1; no record that telemetry could judge: 1. What is partly proven, or of which nothing was seen, is believed by half, so that more proof never costs.</summary>
    public double ProvenShare => Judged == 0 ? 1 : (Proven + (0.5 * (Partly + NoData))) / Judged;

    private int Judged => Proven + Partly + NoData + Contradicted;
}
