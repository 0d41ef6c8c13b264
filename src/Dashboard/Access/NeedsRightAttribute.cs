using Facilities.Domain.Access;
using Microsoft.AspNetCore.Authorization;

namespace Facilities.Dashboard.Access;

/// <summary>A page that only those roles may open that have a right. The navigation and the tests ask the same table, <see cref="RoleRights"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsRightAttribute : AuthorizeAttribute
{
    public NeedsRightAttribute(Right right)
    {
        Right = right;
        Roles = string.Join(',', Enum.GetValues<Role>().Where(role => RoleRights.Has(role, right)));
    }

    public Right Right { get; }
}
