using Facilities.Domain.Access;

namespace Facilities.Operations.Access;

/// <summary>A token as somebody wants it.</summary>
/// <param name="Name">What people call it, 1–100 characters.</param>
/// <param name="Scopes">At least one.</param>
/// <param name="Days">How long it holds, 1–365.</param>
public sealed record ApiTokenDraft(string Name, IReadOnlyList<TokenScope> Scopes, int Days);
