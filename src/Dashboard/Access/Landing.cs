using System.Security.Claims;
using Facilities.Domain.Access;

namespace Facilities.Dashboard.Access;

/// <summary>Where a person begins: on the overview, unless the role may not open it.</summary>
internal static class Landing
{
    public const string Overview = "/";
    private const string Claims = "/claims";

    public static string Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return MayOpen(user, Right.ViewFaults) || !MayOpen(user, Right.ViewClaims) ? Overview : Claims;
    }

    /// <summary>By the roles that the sign-in cookie states.</summary>
    public static bool MayOpen(ClaimsPrincipal user, Right right) => Enum.GetValues<Role>().Any(role => user.IsInRole(role.ToString()) && RoleRights.Has(role, right));
}
