using System.Globalization;

namespace Facilities.Domain.Audit;

/// <summary>
/// Checks a chain entry by entry, ascending by number, and keeps the first flaw. Memory is bounded by the erased entries. Not thread-safe.
/// </summary>
/// <param name="expectedHead">A head published earlier: the chain must reach it and have its hash there. Null: a cut tail can't be seen.</param>
public sealed class AuditVerifier(AuditHead? expectedHead = null)
{
    private readonly HashSet<long> _erased = [];
    private readonly HashSet<long> _recorded = [];
    private AuditHead _head = AuditHead.Empty;
    private AuditFlaw? _flaw;
    private long? _number;
    private long _entries;
    private bool _headSeen = expectedHead is null || expectedHead == AuditHead.Empty;

    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _entries++;
        var expected = _head.Number + 1;
        if (entry.Number > expected) Note(AuditFlaw.Gap, expected);
        else if (entry.Number < expected) Note(AuditFlaw.Inserted, entry.Number);
        else if (AuditChain.HashOf(entry) != entry.Hash) Note(AuditFlaw.Changed, entry.Number);
        else if (entry.PreviousHash != _head.Hash) Note(AuditFlaw.Broken, entry.Number);

        if (entry.Personal is { } personal && (entry.Salt is null || AuditChain.DigestOf(entry.Salt, personal) != entry.PersonalDigest)) Note(AuditFlaw.PersonalChanged, entry.Number);
        if (entry.IsErased) _erased.Add(entry.Number);
        if (entry is { Subject: AuditChain.AuditSubject, Action: AuditChain.ErasureAction }
            && long.TryParse(entry.SubjectId, NumberStyles.None, CultureInfo.InvariantCulture, out var erased) && erased < entry.Number) _recorded.Add(erased);

        if (expectedHead is not null && entry.Number == expectedHead.Number)
        {
            _headSeen = true;
            if (entry.Hash != expectedHead.Hash) Note(AuditFlaw.OtherHead, entry.Number);
        }

        _head = new AuditHead(entry.Number, entry.Hash);
    }

    public AuditVerdict Finish()
    {
        if (_erased.Except(_recorded).Order().Select(number => (long?)number).FirstOrDefault() is { } unrecorded && (_number is null || unrecorded < _number))
        {
            _flaw = AuditFlaw.ErasureNotRecorded;
            _number = unrecorded;
        }

        if (!_headSeen) Note(AuditFlaw.TailCut, _head.Number + 1);
        return new AuditVerdict(_flaw, _number, _head, _entries, _erased.Intersect(_recorded).LongCount());
    }

    private void Note(AuditFlaw flaw, long number)
    {
        if (_flaw is not null) return;
        _flaw = flaw;
        _number = number;
    }
}
