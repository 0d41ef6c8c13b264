using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Facilities.Dashboard.Api;

/// <summary>Signing in and out for programs: the same accounts, the same cookie and the same lock-out as the sign-in page.</summary>
internal static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder calls)
    {
        var session = calls.MapGroup("/session").WithTags("Session");
        session.MapPost("/", SignIn).AllowAnonymous().WithName(nameof(SignIn))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapDelete("/", SignOut).RequireAuthorization().WithName(nameof(SignOut)).ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    public static void MapMe(this IEndpointRouteBuilder api) => api.MapGet("/me", GetMe).ForTokens(null).WithTags("Session").WithName(nameof(GetMe));

    /// <summary>Signs in and sets the session cookie.</summary>
    /// <remarks>A wrong password and an unknown name look the same. Where the account has a second step, the same call again with <c>code</c>. Five wrong passwords or codes lock the account for a while.</remarks>
    internal static async Task<Results<Ok<Me>, ProblemHttpResult>> SignIn(
        HttpContext context, SignInManager<AppUser> signIn, SecondStep step, Callers callers, SignInRate rate, ILogger<SignInRate> logger, SignInBody body, CancellationToken cancellationToken)
    {
        if (!rate.TryEnter(context.Connection.RemoteIpAddress)) return Later(context, ApiCodes.SignInTooOften, SignInRate.Window);
        var user = await signIn.UserManager.FindByNameAsync(body.UserName);
        var result = user is null ? SignInResult.Failed : await signIn.CheckPasswordSignInAsync(user, body.Password, lockoutOnFailure: true);
        var refusal = ApiCodes.SignInRefused;
        if (result.Succeeded && await signIn.UserManager.GetTwoFactorEnabledAsync(user!))
        {
            if (string.IsNullOrWhiteSpace(body.Code)) return TypedResults.Problem(ApiProblems.Of(CodedText.Of(ApiCodes.CodeNeeded)));
            (result, refusal) = (await step.CheckAsync(user!, body.Code), ApiCodes.CodeRefused);
        }

        if (result.Succeeded && await callers.FindAsync(await signIn.UserManager.GetUserIdAsync(user!), cancellationToken) is { } caller)
        {
            await signIn.SignInAsync(user!, isPersistent: body.Remember);
            Log.SignedIn(logger, body.UserName);
            return TypedResults.Ok(Me.Of(caller));
        }

        Log.SignInRefused(logger, body.UserName, result.ToString());
        return result.IsLockedOut
            ? Later(context, ApiCodes.SignInLocked, signIn.Options.Lockout.DefaultLockoutTimeSpan)
            : TypedResults.Problem(ApiProblems.Of(CodedText.Of(refusal)));
    }

    /// <summary>Signs out: the cookie is taken back.</summary>
    internal static async Task<NoContent> SignOut(SignInManager<AppUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.NoContent();
    }

    /// <summary>Who is signed in, and what he may do.</summary>
    internal static Me GetMe(ApiCaller caller) => Me.Of(caller.Value);

    private static ProblemHttpResult Later(HttpContext context, string code, TimeSpan wait)
    {
        var seconds = (int)wait.TotalSeconds;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(ApiProblems.Of(CodedText.Of(code, ("seconds", seconds))));
    }
}
