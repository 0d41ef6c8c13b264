using Facilities.Domain.Access;

namespace Facilities.Operations.Access;

/// <summary>What a caller can make somebody: roles, and the organisations in which they are.</summary>
public sealed record AccountChoices(IReadOnlyList<Role> Roles, IReadOnlyList<AccountOrganisation> Organisations);
