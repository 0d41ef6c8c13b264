using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>A stretch of a segment that could not be read and was skipped.</summary>
/// <param name="Segment">File name of the segment.</param>
/// <param name="FileOffset">Where in the file the damage begins, bytes.</param>
/// <param name="Position">The same place as a journal position.</param>
/// <param name="SkippedBytes">Length up to the next readable record or the end of the segment.</param>
public readonly record struct JournalDamage(string Segment, long FileOffset, JournalPosition Position, long SkippedBytes);
