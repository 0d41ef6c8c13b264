using Facilities.Domain;

namespace Facilities.Operations.Access;

/// <summary>A token that was just made. <see cref="Token"/> is told here and never again.</summary>
public sealed record NewApiToken(ApiTokenId Id, string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>A record would print its fields; this one holds a secret.</summary>
    public override string ToString() => $"{nameof(NewApiToken)} {Id}";
}
