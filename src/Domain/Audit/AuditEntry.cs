using Facilities.Domain.Access;

namespace Facilities.Domain.Audit;

/// <summary>
/// One link of the chain. Written once by <see cref="AuditChain"/>; the only later change is <see cref="Erase"/>, which takes the personal fields and their
/// salt and leaves their digest, so that the hash still holds.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    internal AuditEntry(long number, AuditDraft draft, string? salt, string? personalDigest, string previousHash)
    {
        Number = number;
        At = draft.At;
        Subject = draft.Subject;
        SubjectId = draft.SubjectId;
        Action = draft.Action;
        Role = draft.Role;
        OrganisationId = draft.Organisation;
        Detail = draft.Detail;
        Personal = draft.Personal;
        Salt = salt;
        PersonalDigest = personalDigest;
        PreviousHash = previousHash;
        Hash = AuditChain.HashOf(this);
    }

    /// <summary>An entry as an export says it is: nothing is computed, so that a verification finds what was changed.</summary>
    public static AuditEntry Restore(long number, AuditDraft draft, string? salt, string? personalDigest, string previousHash, string hash)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new AuditEntry(number, draft, salt, personalDigest, previousHash) { Hash = hash };
    }

    /// <summary>1, 2, … without a gap; the primary key.</summary>
    public long Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Subject { get; private set; } = "";

    public string SubjectId { get; private set; } = "";

    public string Action { get; private set; } = "";

    public Role Role { get; private set; }

    public OrganisationId? OrganisationId { get; private set; }

    public CodedText Detail { get; private set; } = CodedText.Of("none");

    /// <summary>Null when there was nothing personal, or it was erased.</summary>
    public CodedText? Personal { get; private set; }

    /// <summary>16 random bytes in hex; erased with the personal fields, without which their digest tells nothing.</summary>
    public string? Salt { get; private set; }

    /// <summary>SHA-256 over salt and personal fields, hex; null when there was nothing personal.</summary>
    public string? PersonalDigest { get; private set; }

    public string PreviousHash { get; private set; } = "";

    /// <summary>SHA-256 over everything above but the personal fields and their salt, hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Whether the hash is that of the fields: the entry is as it was written, wherever it is read.</summary>
    public bool HoldsAlone => Hash == AuditChain.HashOf(this);

    public bool IsErased => PersonalDigest is not null && Personal is null;

    /// <summary>Takes the personal fields out for ever. The erasure itself must be entered too: <see cref="AuditChain.Erasure"/>.</summary>
    public void Erase()
    {
        Personal = null;
        Salt = null;
    }
}
