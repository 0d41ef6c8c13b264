using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

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

    public static void MapMe(this IEndpointRouteBuilder api) => api.MapGet("/me", GetMe).WithTags("Session").WithName(nameof(GetMe));

    /// <summary>Signs in and sets the session cookie.</summary>
    /// <remarks>A wrong password and an unknown name look the same. Five wrong ones lock the account for a while.</remarks>
    internal static async Task<Results<Ok<Me>, ProblemHttpResult>> SignIn(
        HttpContext context, SignInManager<AppUser> signIn, Callers callers, SignInRate rate, ILogger<SignInRate> logger, SignInBody body, CancellationToken cancellationToken)
    {
        if (!rate.TryEnter(context.Connection.RemoteIpAddress)) return Later(context, ApiCodes.SignInTooOften, SignInRate.Window);
        var result = await signIn.PasswordSignInAsync(body.UserName, body.Password, isPersistent: body.Remember, lockoutOnFailure: true);
        if (result.Succeeded && await signIn.UserManager.FindByNameAsync(body.UserName) is { } user
            && await callers.FindAsync(await signIn.UserManager.GetUserIdAsync(user), cancellationToken) is { } caller)
        {
            Log.SignedIn(logger, body.UserName);
            return TypedResults.Ok(Me.Of(caller));
        }

        Log.SignInRefused(logger, body.UserName, result.ToString());
        return result.IsLockedOut
            ? Later(context, ApiCodes.SignInLocked, signIn.Options.Lockout.DefaultLockoutTimeSpan)
            : TypedResults.Problem(ApiProblems.Of(CodedText.Of(ApiCodes.SignInRefused)));
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
