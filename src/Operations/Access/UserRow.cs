using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Access;

/// <summary>A person who can sign in.</summary>
/// <param name="HasSecondFactor">Asked for a code after the password.</param>
/// <param name="State">Whether it is open.</param>
/// <param name="MayChange">Whether the caller may lock it, give it a password or another role.</param>
public sealed record UserRow(
    UserId Id, string UserName, LocalizedName Name, Role Role, OrganisationId? OrganisationId, LocalizedName? Organisation, string Locale, bool HasSecondFactor, AccountState State, bool MayChange);
