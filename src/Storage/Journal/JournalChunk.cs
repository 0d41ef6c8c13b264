using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>
/// What one read of a cursor yields, reused from read to read: its content, payload bytes included, is valid until the next read into it.
/// One owner at a time.
/// </summary>
public sealed class JournalChunk
{
    private readonly List<JournalEntry<RejectRecord>> _rejects = [];
    private readonly List<JournalEntry<QuarantineRecord>> _quarantined = [];
    private readonly List<JournalEntry<PresenceRecord>> _presences = [];

    /// <summary>Where the chunk begins: the position at which the cursor stood.</summary>
    public JournalPosition From { get; internal set; }

    /// <summary>Where it ends, and where the cursor stands now. Persist this once the chunk is dealt with.</summary>
    public JournalPosition To { get; internal set; }

    public ReadingBatch Readings { get; } = new(1024, 8192);

    public IReadOnlyList<JournalEntry<RejectRecord>> Rejects => _rejects;

    public IReadOnlyList<JournalEntry<QuarantineRecord>> Quarantined => _quarantined;

    public IReadOnlyList<JournalEntry<PresenceRecord>> Presences => _presences;

    /// <summary>Number of records of all kinds.</summary>
    public int Count => Readings.Count + _rejects.Count + _quarantined.Count + _presences.Count;

    internal void Clear()
    {
        Readings.Clear();
        _rejects.Clear();
        _quarantined.Clear();
        _presences.Clear();
    }

    internal void Add(JournalPosition position, in RejectRecord record) => _rejects.Add(new(position, Readings.Count, record));

    internal void Add(JournalPosition position, in QuarantineRecord record) => _quarantined.Add(new(position, Readings.Count, record));

    internal void Add(JournalPosition position, in PresenceRecord record) => _presences.Add(new(position, Readings.Count, record));
}
