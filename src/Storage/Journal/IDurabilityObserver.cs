using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>Told once per group what has become durable.</summary>
public interface IDurabilityObserver
{
    /// <summary>
    /// Everything before <paramref name="through"/> survives a power cut. Called on the journal's writer thread, in order:
    /// hand on and return, what is done here delays the next group.
    /// </summary>
    void OnDurable(JournalPosition through);
}
