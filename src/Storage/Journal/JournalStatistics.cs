using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>A glance at the journal for health checks and metrics.</summary>
/// <param name="Oldest">Start of the oldest segment still there.</param>
/// <param name="Appended">End of the newest accepted record.</param>
/// <param name="Durable">End of the newest durable record.</param>
/// <param name="Segments">Number of segment files.</param>
/// <param name="Groups">Groups synced since opening.</param>
/// <param name="Records">Records made durable since opening.</param>
/// <param name="WaitingAppends">Appends that are being held back now.</param>
/// <param name="DamagedBytes">Bytes skipped as unreadable since opening.</param>
/// <param name="IsDiskFull">The writer is waiting for space on the disk.</param>
/// <param name="IsTooOld">Some consumer has been away for longer than <see cref="JournalOptions.MaximumAge"/>: appends are held back.</param>
public readonly record struct JournalStatistics(
    JournalPosition Oldest, JournalPosition Appended, JournalPosition Durable, int Segments,
    long Groups, long Records, int WaitingAppends, long DamagedBytes, bool IsDiskFull, bool IsTooOld)
{
    /// <summary>Bytes that stand in the journal.</summary>
    public long HeldBytes => Appended.Offset - Oldest.Offset;
}
