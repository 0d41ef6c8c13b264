namespace Facilities.Ingest.Hosting;

/// <summary>How much may stand between devices and the stores.</summary>
public sealed record JournalSettings
{
    /// <summary><c>Journal:LimitBytes</c>: at this size publishers are held back, never dropped. 4 GiB is about a day of 10,000 assets at one message per minute.</summary>
    public long LimitBytes { get; init; } = 4L << 30;
}
