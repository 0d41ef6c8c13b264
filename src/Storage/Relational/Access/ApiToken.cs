using Facilities.Domain;
using Facilities.Domain.Access;

namespace Facilities.Storage.Relational.Access;

/// <summary>A program's key to the REST API. Its text is told once and kept as a digest only. Times are the system clock's, like those of sign-ins.</summary>
public sealed class ApiToken
{
    public ApiTokenId Id { get; private set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Whose role and scope it has.</summary>
    public required int OwnerId { get; init; }

    /// <summary>First characters, by which people know it again.</summary>
    public required string Beginning { get; init; }

    /// <summary>SHA-256 of the whole text, lower case hex.</summary>
    public required string Digest { get; init; }

    public required IReadOnlyList<TokenScope> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>To the minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public UserId? RevokedBy { get; set; }
}
