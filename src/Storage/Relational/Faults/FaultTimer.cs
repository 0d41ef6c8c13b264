using Facilities.Domain;

namespace Facilities.Storage.Relational.Faults;

/// <summary>
/// Something about a fault that is due at an instant of the site clock. At most one per (fault, kind); it lives in the database, so a
/// restart loses none, and it is marked as fired in the transaction that did what was due, so none fires twice.
/// </summary>
public sealed class FaultTimer
{
    public long Id { get; set; }

    public FaultId FaultId { get; set; }

    public FaultTimerKind Kind { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? FiredAt { get; set; }
}
