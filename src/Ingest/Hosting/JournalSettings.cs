namespace Facilities.Ingest.Hosting;

/// <summary>How much may stand between devices and the stores.</summary>
public sealed record JournalSettings
{
    /// <summary><c>Journal:LimitBytes</c>: at this size publishers are held back, never dropped. 4 GiB is about a day of 10,000 assets at one message per minute.</summary>
    public long LimitBytes { get; init; } = 4L << 30;

    /// <summary><c>Journal:LimitHours</c>: when a consumer (a store that is away) has left something for this long, publishers are held back too. Default: a week.</summary>
    public TimeSpan LimitAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// <c>Journal:UnappliedLimitBytes</c>: while all consumers work, publishers are held back when so much would have to be read again after a crash. 256 MiB
    /// is what a start carries into store and detectors within a minute. While a store is away, and until its backlog is worked off, only the limits above hold.
    /// </summary>
    public long UnappliedLimitBytes { get; init; } = 256L << 20;
}
