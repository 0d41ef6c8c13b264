using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Facilities.Domain.Access;

namespace Facilities.Domain.Audit;

/// <summary>
/// A chain of hashes over everything that happened:
/// <code>
/// hash(n) = SHA-256( previous hash | n | at | subject | id | action | role | organisation | detail | personal digest )
/// personal digest = SHA-256( salt | personal fields )
/// </code>
/// Each part is written as its length (4 bytes, big-endian; −1 for an absent one) and its UTF-8 bytes, so that no two different entries give the same bytes.
/// One chain per database; numbers are given in the transaction that changes state.
/// </summary>
public static class AuditChain
{
    /// <summary>Action of the entry that records an erasure.</summary>
    public const string ErasureAction = "erase";

    /// <summary>Subject of that entry; its subject id is the number of the erased entry.</summary>
    public const string AuditSubject = "audit";

    private const int SaltBytes = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The entry after <paramref name="head"/>.</summary>
    public static AuditEntry Append(AuditHead head, AuditDraft draft)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(draft);
        var salt = draft.Personal is null ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
        return new AuditEntry(head.Number + 1, draft, salt, draft.Personal is null ? null : DigestOf(salt!, draft.Personal), head.Hash);
    }

    /// <summary>The draft that records the erasure of an entry; without it in the chain, missing personal fields count as tampering.</summary>
    public static AuditDraft Erasure(long number, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return new AuditDraft(now, AuditSubject, number.ToString(CultureInfo.InvariantCulture), ErasureAction, actor.Role, actor.Organisation, CodedText.Of(ReasonCodes.AuditErased, ("number", number)), null);
    }

    /// <summary>Checks a whole chain, ascending by number; see <see cref="AuditVerifier"/>.</summary>
    public static AuditVerdict Verify(IEnumerable<AuditEntry> entries, AuditHead? expectedHead = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var verifier = new AuditVerifier(expectedHead);
        foreach (var entry in entries) verifier.Add(entry);
        return verifier.Finish();
    }

    internal static string DigestOf(string salt, CodedText personal)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Write(hash, salt);
        Write(hash, personal.ToString());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static string HashOf(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Write(hash, entry.PreviousHash);
        Write(hash, entry.Number.ToString(CultureInfo.InvariantCulture));
        Write(hash, entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Write(hash, entry.Subject);
        Write(hash, entry.SubjectId);
        Write(hash, entry.Action);
        Write(hash, ((int)entry.Role).ToString(CultureInfo.InvariantCulture));
        Write(hash, entry.OrganisationId?.ToString());
        Write(hash, entry.Detail.ToString());
        Write(hash, entry.PersonalDigest);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static bool ContainsOnlyHex(this ReadOnlySpan<char> text) => text.IndexOfAnyExcept(HexDigits) < 0;

    private static void Write(IncrementalHash hash, string? part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : Encoding.UTF8.GetByteCount(part));
        hash.AppendData(length);
        if (part is not null) hash.AppendData(Encoding.UTF8.GetBytes(part));
    }
}
