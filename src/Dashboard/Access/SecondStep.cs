using Facilities.Domain.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Dashboard.Access;

/// <summary>Checks the second step of a sign-in, the same way for form and API; wrong codes count like wrong passwords. One per request.</summary>
internal sealed class SecondStep(UserManager<AppUser> users, SecondFactors factors)
{
    public async Task<SignInResult> CheckAsync(AppUser user, string code)
    {
        if (await users.IsLockedOutAsync(user)) return SignInResult.LockedOut;
        var typed = code.Trim();
        var isRight = typed.Replace(" ", "", StringComparison.Ordinal).Length == Totp.Digits
            ? await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, typed)
            : await factors.RedeemAsync(user, typed);
        if (isRight)
        {
            await users.ResetAccessFailedCountAsync(user);
            return SignInResult.Success;
        }

        await users.AccessFailedAsync(user);
        return await users.IsLockedOutAsync(user) ? SignInResult.LockedOut : SignInResult.Failed;
    }
}
