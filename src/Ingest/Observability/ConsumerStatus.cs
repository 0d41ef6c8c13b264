namespace Facilities.Ingest.Observability;

/// <summary>How far one consumer of the journal has come.</summary>
/// <param name="Name">Store, detection or intake.</param>
/// <param name="LagBytes">Durable bytes of the journal that it has not dealt with yet.</param>
/// <param name="UnsavedBytes">Bytes that it would read again after a crash.</param>
/// <param name="Error">What stops it at present (an exception's type), or <c>null</c>.</param>
public sealed record ConsumerStatus(string Name, long LagBytes, long UnsavedBytes, string? Error);
