using Facilities.Domain.Organisations;
using static Facilities.Domain.Access.Role;

namespace Facilities.Domain.Access;

/// <summary>
/// Who may give which role, in which organisation, and whose account he may change: only one with a role that he could give. Nobody changes his own,
/// and only an administrator changes an administrator's, so one always remains.
/// </summary>
public static class AccountRules
{
    /// <summary>Every role that a person with an account can have.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Crew, Dispatcher, Firm, FirmAdmin, Regulator, Insurer, Admin];

    public static bool MayGive(Role giver, Role role) => giver switch
    {
        Admin => Roles.Contains(role),
        FirmAdmin => role is Crew or Dispatcher or Firm,
        _ => false,
    };

    /// <summary>Whether the role exists in such an organisation; null: in none, which is where the platform's administrators are.</summary>
    public static bool Fits(Role role, OrganisationKind? kind) => role switch
    {
        Crew or Dispatcher or Firm or FirmAdmin => kind is OrganisationKind.PropertyFirm or OrganisationKind.MaintenanceFirm,
        Regulator => kind is OrganisationKind.Regulator or OrganisationKind.District or OrganisationKind.Subdistrict,
        Insurer => kind is OrganisationKind.Insurer,
        Admin => kind is null,
        _ => false,
    };

    /// <summary>Before a role is given, to somebody new or instead of another.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.AccountRole"/>, <see cref="RuleCodes.AccountOrganisation"/>.</exception>
    public static void RequireGive(Actor actor, Role role, Organisation? organisation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.ManageUsers);
        if (!MayGive(actor.Role, role)) throw new RuleViolation(RuleCodes.AccountRole, ("role", role));
        if (!Fits(role, organisation?.Kind) || (actor.Role != Admin && organisation?.Id != actor.Organisation)) throw new RuleViolation(RuleCodes.AccountOrganisation, ("role", role));
    }

    /// <summary>Before anything is done to an account that is in the actor's sight.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.AccountOwn"/>, <see cref="RuleCodes.AccountRole"/>.</exception>
    public static void RequireChange(Actor actor, UserId person, Role role)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.ManageUsers);
        if (actor.User == person) throw new RuleViolation(RuleCodes.AccountOwn);
        if (!MayGive(actor.Role, role)) throw new RuleViolation(RuleCodes.AccountRole, ("role", role));
    }
}
