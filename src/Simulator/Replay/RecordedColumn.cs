namespace Facilities.Simulator.Replay;

/// <summary>One column: point = value × <see cref="Scale"/> + <see cref="Offset"/>.</summary>
public sealed record RecordedColumn
{
    public required string Column { get; init; }

    /// <summary>Key of the point in the asset template.</summary>
    public required string Point { get; init; }

    public double Scale { get; init; } = 1;

    public double Offset { get; init; }

    /// <summary>The value is a flag: 0 is false, anything else true.</summary>
    public bool Flag { get; init; }
}
