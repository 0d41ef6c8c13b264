namespace Facilities.Ingest.Observability;

/// <summary>What intake is doing: in this process (<see cref="IngestMonitor"/>), or as other processes tell it (<see cref="RemoteIngest"/>). Thread-safe.</summary>
public interface IIngestView
{
    /// <summary>A snapshot of now, of all ingest processes together; all zero before there is one.</summary>
    IngestStatus Status { get; }
}
