using System.Security.Claims;
using Facilities.Dashboard.Shell;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Facilities.Dashboard.Access;

/// <summary>What the cookie says of a person: id, role and name. What he may see is asked of the database each time.</summary>
internal sealed class CallerClaimsFactory(UserManager<AppUser> users, IOptions<IdentityOptions> options, SecondFactorRule rule)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        identity.AddClaim(new Claim(UserClaims.NameZh, user.NameZh));
        identity.AddClaim(new Claim(UserClaims.NameEn, user.NameEn));
        if (rule.IsRequiredOf(user.Role) && !user.TwoFactorEnabled) identity.AddClaim(new Claim(UserClaims.MustEnrol, UserClaims.Yes));
        if (user.MustChangePassword) identity.AddClaim(new Claim(UserClaims.MustChangePassword, UserClaims.Yes));
        return identity;
    }
}
