using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Facilities.Dashboard.Api;

/// <summary>Whether a name, its password and its second step are right: one rate, one lock-out and the same refusals, whatever the answer is for. One per request.</summary>
internal sealed class AccountCheck(SignInManager<AppUser> signIn, SecondStep step, Callers callers, SignInRate rate, ILogger<SignInRate> logger)
{
    /// <summary>A wrong password and an unknown name look the same.</summary>
    /// <returns>Either the account, or the refusal.</returns>
    public async Task<(CheckedAccount? Account, ProblemDetails? Refusal)> CheckAsync(HttpContext context, SignInBody body, CancellationToken cancellationToken)
    {
        if (!rate.TryEnter(context.Connection.RemoteIpAddress)) return (null, Later(context, ApiCodes.SignInTooOften, SignInRate.Window));
        var user = await signIn.UserManager.FindByNameAsync(body.UserName);
        var result = user is null ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(user, body.Password, lockoutOnFailure: true);
        var refusal = ApiCodes.SignInRefused;
        if (result.Succeeded && await signIn.UserManager.GetTwoFactorEnabledAsync(user!))
        {
            if (string.IsNullOrWhiteSpace(body.Code)) return (null, ApiProblems.Of(CodedText.Of(ApiCodes.CodeNeeded)));
            (result, refusal) = (await step.CheckAsync(user!, body.Code), ApiCodes.CodeRefused);
        }

        // Who gave it knows it, too: nothing is signed or opened with it, except the page that replaces it.
        if (result.Succeeded && user!.MustChangePassword) return (null, ApiProblems.Of(CodedText.Of(ApiCodes.PasswordNeeded)));
        if (result.Succeeded && await callers.FindAsync(await signIn.UserManager.GetUserIdAsync(user!), cancellationToken) is { } caller) return (new CheckedAccount(user!, caller), null);
        Log.SignInRefused(logger, body.UserName, result.ToString());
        return (null, result.IsLockedOut ? Later(context, ApiCodes.SignInLocked, signIn.Options.Lockout.DefaultLockoutTimeSpan) : ApiProblems.Of(CodedText.Of(refusal)));
    }

    private static ProblemDetails Later(HttpContext context, string code, TimeSpan wait)
    {
        var seconds = (int)wait.TotalSeconds;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.Of(CodedText.Of(code, ("seconds", seconds)));
    }
}
