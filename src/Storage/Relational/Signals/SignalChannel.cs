namespace Facilities.Storage.Relational.Signals;

/// <summary>What processes tell each other. The names are channels of PostgreSQL (<see cref="ProcessSignals"/>): part of the interface between versions.</summary>
public enum SignalChannel
{
    /// <summary>Something that pages show has changed.</summary>
    Live,

    /// <summary>Somebody looks at pages; without that nobody needs to be told of new values.</summary>
    Watching,

    /// <summary>Assets were added, changed or removed.</summary>
    Assets,

    /// <summary>A transaction put something into the outbox. Sent with the transaction itself.</summary>
    Outbox,

    /// <summary>What an ingest process is doing, for the others' pages.</summary>
    Ingest,
}
