using Facilities.Domain;

namespace Facilities.Storage.Relational.Supervision;

/// <summary>A photo of a spot check. The bytes lie in the file store under their digest.</summary>
public sealed class SpotCheckFile
{
    public SpotCheckId CheckId { get; set; }

    /// <summary>Lower case hex; with <see cref="CheckId"/> the key.</summary>
    public required string Sha256 { get; set; }

    /// <summary>What the bytes are, not what the sender called them.</summary>
    public required string MediaType { get; set; }

    public UserId? UploadedBy { get; set; }

    public DateTimeOffset UploadedAt { get; set; }
}
