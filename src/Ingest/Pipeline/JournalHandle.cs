using Facilities.Storage.Journal;

namespace Facilities.Ingest.Pipeline;

/// <summary>The journal, opened while the host starts. Set once, before any listener; read by every thread.</summary>
internal sealed class JournalHandle
{
    private volatile TelemetryJournal? _journal;

    public bool IsOpen => _journal is not null;

    public TelemetryJournal Journal => _journal ?? throw new InvalidOperationException("The journal is not open yet.");

    public void Open(TelemetryJournal journal) => _journal = journal;
}
