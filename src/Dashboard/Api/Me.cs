using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Api;

/// <summary>Who is signed in and what he may do outside the loop; what he may do to a fault is said by the fault.</summary>
internal sealed record Me(UserId User, LocalizedName Name, Role Role, OrganisationId? Organisation, string Locale, IReadOnlyList<Right> Rights)
{
    public static Me Of(Caller caller) => new(
        caller.User ?? default, caller.Name, caller.Role, caller.Actor.Organisation, caller.Locale, [.. Enum.GetValues<Right>().Where(right => RoleRights.Has(caller.Role, right))]);
}
