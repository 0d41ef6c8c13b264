using Microsoft.Extensions.Logging;

namespace Facilities.Storage.Journal;

/// <summary>The journal's log messages, ids 3100–3149.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(3100, LogLevel.Information, "Journal opened: {Segments} segments, positions {Oldest} to {End}")]
    public static partial void Opened(ILogger logger, int segments, long oldest, long end);

    [LoggerMessage(3101, LogLevel.Warning, "Journal segment {Segment}: cut {Bytes} bytes of an unfinished write at offset {Offset}")]
    public static partial void TailCut(ILogger logger, string segment, long offset, long bytes);

    [LoggerMessage(3102, LogLevel.Error, "Journal segment {Segment}: {Bytes} bytes at offset {Offset} are unreadable and skipped")]
    public static partial void Damaged(ILogger logger, string segment, long offset, long bytes);

    [LoggerMessage(3103, LogLevel.Error, "Journal segment {Segment}: header unreadable, file set aside as .damaged")]
    public static partial void HeaderUnreadable(ILogger logger, string segment);

    [LoggerMessage(3104, LogLevel.Critical, "Journal failed; nothing more will be acknowledged until the process is started anew")]
    public static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(3105, LogLevel.Error, "Disk full: the journal waits for space, publishers are held back")]
    public static partial void DiskFull(ILogger logger);

    [LoggerMessage(3106, LogLevel.Information, "The journal writes again")]
    public static partial void DiskFreed(ILogger logger);

    [LoggerMessage(3107, LogLevel.Error, "A durability observer threw; the journal goes on")]
    public static partial void ObserverThrew(ILogger logger, Exception exception);

    [LoggerMessage(3109, LogLevel.Error, "Records wait in the journal for longer than {MaximumAge}: publishers are held back until the consumer that is away has caught up")]
    public static partial void TooOld(ILogger logger, TimeSpan maximumAge);

    [LoggerMessage(3110, LogLevel.Information, "The journal's oldest records are young enough again")]
    public static partial void YoungAgain(ILogger logger);

    [LoggerMessage(3108, LogLevel.Warning, "Journal ends at {End}, before position {NotBefore} that a consumer has already seen: it goes on there")]
    public static partial void Behind(ILogger logger, long end, long notBefore);
}
