using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>How the service helps the loop on.</summary>
public sealed record FaultOptions
{
    /// <summary>
    /// Sensor-found faults of this severity and worse are accepted and dispatched by the service to the firm under contract: nobody should
    /// have to be awake for trapped people. Null: a dispatcher does everything.
    /// </summary>
    public Severity? DispatchBySystem { get; init; } = Severity.P1;
}
