namespace Facilities.Domain.Assets;

/// <summary>How much hangs on an asset; shifts a fault's severity, see <see cref="Faults.SeverityRule"/>.</summary>
public enum Criticality
{
    /// <summary>A spare or rarely used one.</summary>
    Minor = 0,

    Normal = 1,

    /// <summary>The only lift of a high building, a pump without a standby.</summary>
    Critical = 2,
}
