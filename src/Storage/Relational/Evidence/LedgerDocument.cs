using Facilities.Domain;

namespace Facilities.Storage.Relational.Evidence;

/// <summary>A paper behind entries of a community's ledger. The bytes lie in the file store under their digest.</summary>
public sealed class LedgerDocument
{
    public CommunityId CommunityId { get; set; }

    /// <summary>Lower case hex; with <see cref="CommunityId"/> the key.</summary>
    public required string Sha256 { get; set; }

    /// <summary>What the sender called it; at most <see cref="ClaimFile.NameLength"/> characters.</summary>
    public required string Name { get; set; }

    public required string MediaType { get; set; }

    public UserId? UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }
}
