namespace Facilities.Ingest.Tests.Crash;

/// <summary>What goes wrong with a test elevator.</summary>
internal enum Trouble
{
    None,

    /// <summary>Stops outside a door zone with somebody inside: an entrapment after a minute.</summary>
    Trapped,

    /// <summary>Runs with an open lock circuit: a fault at once.</summary>
    OpenLock,
}
