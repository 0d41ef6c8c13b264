using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>A record as a consumer sees it.</summary>
/// <param name="Position">End of the record; unique in the journal, so it can serve as the record's key.</param>
/// <param name="ReadingsBefore">How many readings of the same chunk stand before it, for consumers to whom the order matters.</param>
/// <param name="Record">The record itself.</param>
public readonly record struct JournalEntry<T>(JournalPosition Position, int ReadingsBefore, T Record)
    where T : struct;
