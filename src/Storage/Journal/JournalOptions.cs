namespace Facilities.Storage.Journal;

/// <summary>Where the journal lies and how far it may grow. Immutable; <see cref="Validate"/> names everything that is wrong at once.</summary>
public sealed record JournalOptions
{
    /// <summary>Folder of the segment files; made if missing. Belongs to one process.</summary>
    public required string Path { get; init; }

    /// <summary>A new segment starts when the current one has reached this size. Also the grain in which space is given back.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>Limit of all segments together; at it, appends wait until a consumer's progress releases a segment. Default: a day at about 2,000 messages/s.</summary>
    public long MaximumBytes { get; init; } = 8L << 30;

    /// <summary>
    /// A record that some consumer still needs may be this old; beyond it appends wait as they do at <see cref="MaximumBytes"/>. What stands longer
    /// than a week before a store is no outage any more but a wrong address, and someone has to look. Judged by whole segments, so up to
    /// <see cref="SegmentAge"/> late and never early.
    /// </summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A new segment also starts when the current one is this old: a quiet site's records get an age, and space is given back.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Accepted but not yet written; above it appends wait. Two buffers of at most this size exist. No record may be larger, nor larger than 1 MiB.</summary>
    public int MaximumPendingBytes { get; init; } = 8 << 20;

    /// <summary>
    /// Groups begin at least this far apart, so that a steady load shares fsyncs instead of making one per message; the first record after a pause never waits.
    /// Two milliseconds of waiting cost a device nothing, thousands of fsyncs a second do.
    /// </summary>
    public TimeSpan GroupInterval { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long to wait before a write is tried again while the disk is full.</summary>
    public TimeSpan FullDiskRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Ages are told by the system clock; tests have another.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    public IEnumerable<string> Validate()
    {
        if (string.IsNullOrWhiteSpace(Path)) yield return "Journal: Path must name a folder.";
        if (SegmentBytes < 4096) yield return "Journal: SegmentBytes must be at least 4096.";
        if (MaximumPendingBytes is < 4096 or > 256 << 20) yield return "Journal: MaximumPendingBytes must be 4096 to 256 MiB.";
        if (MaximumBytes < SegmentBytes + 2L * MaximumPendingBytes) yield return "Journal: MaximumBytes must be at least SegmentBytes and twice MaximumPendingBytes, or a full journal could never go on.";
        if (SegmentAge < TimeSpan.FromSeconds(1)) yield return "Journal: SegmentAge must be at least 1 s.";
        if (MaximumAge < SegmentAge) yield return "Journal: MaximumAge must be at least SegmentAge.";
        if (GroupInterval < TimeSpan.Zero || GroupInterval > TimeSpan.FromSeconds(1)) yield return "Journal: GroupInterval must be 0 to 1 s.";
        if (FullDiskRetry <= TimeSpan.Zero || FullDiskRetry > TimeSpan.FromMinutes(1)) yield return "Journal: FullDiskRetry must be above 0 and at most 1 min.";
    }
}
