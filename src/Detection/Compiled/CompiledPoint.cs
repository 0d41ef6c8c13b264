namespace Facilities.Detection;

/// <summary>A profile point in the form the engine reads it: milliseconds, NaN for "none".</summary>
internal readonly record struct CompiledPoint
{
    public required ushort No { get; init; }

    public required string Key { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>Three intervals; 0 for a point on change.</summary>
    public required long StaleMs { get; init; }

    /// <summary>0: may stand still for ever.</summary>
    public required long FrozenMs { get; init; }

    /// <summary>Infinite: any step is possible.</summary>
    public required double MaxStep { get; init; }

    public required double Assumed { get; init; }

    /// <summary>A quantity with a unit, which flickers; not a place, a count or a switch.</summary>
    public required bool Measured { get; init; }

    /// <summary>Names the definition in saved state.</summary>
    public required ulong Hash { get; init; }
}
