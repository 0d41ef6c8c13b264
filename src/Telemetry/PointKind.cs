namespace Facilities.Telemetry;

/// <summary>How a point's values are to be read. Every value travels as a <see cref="double"/>.</summary>
public enum PointKind
{
    /// <summary>A measured quantity in the point's unit.</summary>
    Number,

    /// <summary>A count that only grows and may restart at zero: use differences, ignore negative ones.</summary>
    Counter,

    /// <summary>False or true, carried as 0 or 1.</summary>
    Flag,

    /// <summary>One of <see cref="PointDefinition.States"/>, carried as its index.</summary>
    State,
}
