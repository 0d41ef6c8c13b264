using Facilities.Domain;

namespace Facilities.Storage.Relational.Evidence;

/// <summary>A paper of a claim's letters. The bytes lie in the file store under their digest.</summary>
public sealed class ClaimFile
{
    /// <summary>Longest <see cref="Name"/>.</summary>
    public const int NameLength = 120;

    public ClaimId ClaimId { get; set; }

    /// <summary>Lower case hex; with <see cref="ClaimId"/> the key.</summary>
    public required string Sha256 { get; set; }

    /// <summary>What the sender called it.</summary>
    public required string Name { get; set; }

    /// <summary>What the bytes are, not what the sender called them.</summary>
    public required string MediaType { get; set; }

    public int Length { get; set; }

    public UserId? UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }
}
