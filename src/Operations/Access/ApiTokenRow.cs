using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Access;

/// <summary>A token as it is listed.</summary>
/// <param name="Beginning">Its first characters.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="State">Whether it still opens anything.</param>
public sealed record ApiTokenRow(
    ApiTokenId Id, string Name, LocalizedName Owner, string Beginning, IReadOnlyList<TokenScope> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, ApiTokenState State);
