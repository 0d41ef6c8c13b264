using Facilities.Domain.Access;

namespace Facilities.Dashboard.Access;

/// <summary>Metadata of an endpoint that programs may call with an API token. One without it is closed to tokens.</summary>
/// <param name="Scope">What the token must be good for; null: any token does.</param>
internal sealed record ForTokens(TokenScope? Scope);
