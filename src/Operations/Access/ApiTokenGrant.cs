using Facilities.Domain.Access;

namespace Facilities.Operations.Access;

/// <summary>What a token that was shown opens.</summary>
/// <param name="State">Anything but <see cref="ApiTokenState.Valid"/> opens nothing.</param>
/// <param name="OwnerId">Whose role and scope it has; Identity's number.</param>
/// <param name="Scopes">What for.</param>
public sealed record ApiTokenGrant(ApiTokenState State, int OwnerId, IReadOnlyList<TokenScope> Scopes);
