namespace Facilities.Operations.Policies;

/// <summary>A policy with its terms and what is under it.</summary>
/// <param name="Terms">The newest version first.</param>
/// <param name="Assets">Those that the caller sees, by community and code.</param>
/// <param name="EndsAt">It was ended ahead of its terms; null: it wasn't.</param>
/// <param name="RenewFrom">The day on which a renewal follows: the first without cover, tomorrow at the earliest.</param>
/// <param name="MayManage">Whether the caller may renew, change and end it.</param>
public sealed record PolicyDetail(PolicyRow Row, IReadOnlyList<PolicyTermsRow> Terms, IReadOnlyList<PolicyAssetRow> Assets, DateTimeOffset? EndsAt, DateOnly RenewFrom, bool MayManage);
