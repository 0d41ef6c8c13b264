namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>What became of a write request.</summary>
internal enum WriteOutcome
{
    /// <summary>All lines are in the server's log on disk.</summary>
    Written,

    /// <summary>Some lines were not taken, and never will be.</summary>
    Refused,

    /// <summary>More bytes than the server, or a proxy before it, takes at once.</summary>
    TooLarge,

    /// <summary>The server doesn't know the database.</summary>
    NoDatabase,

    /// <summary>Away, overloaded, or unwilling for a reason that isn't in the lines. The same request may succeed later.</summary>
    Unavailable,
}
