namespace Facilities.Storage.TimeSeries;

/// <summary>Where the embedded store lies and how it spends memory and disk. Immutable; <see cref="Validate"/> names everything that is wrong at once.</summary>
public sealed record SqliteTimeSeriesOptions
{
    /// <summary>The SQLite file, usually <c>telemetry.db</c>; made if missing. Belongs to one process.</summary>
    public required string Path { get; init; }

    /// <summary>A source's readings leave memory for a block when there are this many. More pack better, fewer need less memory.</summary>
    public int BlockRows { get; init; } = 240;

    /// <summary>Readings held in memory, all sources together, bytes. At half of it they are all written out, at it writes wait.</summary>
    public long HeadBytes { get; init; } = 96L << 20;

    /// <summary>The longest that written data stays unapplied, that is, only in memory and in the journal.</summary>
    public TimeSpan CheckpointAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The most of the journal that stays unapplied, bytes; it is what a restart after a crash has to read again.</summary>
    public long CheckpointBytes { get; init; } = 128L << 20;

    /// <summary>Queries that run at the same time; more wait. Each has a connection with 4 MiB of page cache.</summary>
    public int Readers { get; init; } = 4;

    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return "Telemetry store: Path must name a file.";
        if (BlockRows is < 2 or > BlockFormat.MostRows / 2) yield return $"Telemetry store: BlockRows must be 2 to {BlockFormat.MostRows / 2}.";
        if (HeadBytes < 1 << 16) yield return "Telemetry store: HeadBytes must be at least 64 KiB.";
        if (CheckpointAge <= TimeSpan.Zero) yield return "Telemetry store: CheckpointAge must be above 0.";
        if (CheckpointBytes < 1) yield return "Telemetry store: CheckpointBytes must be above 0.";
        if (Readers is < 1 or > 64) yield return "Telemetry store: Readers must be 1 to 64.";
    }
}
