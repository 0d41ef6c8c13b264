using Facilities.Dashboard.Access;
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

    public static void MapMe(this IEndpointRouteBuilder api) => api.MapGet("/me", GetMe).ForTokens(null).WithTags("Session").WithName(nameof(GetMe));

    /// <summary>Signs in and sets the session cookie.</summary>
    /// <remarks>A wrong password and an unknown name look the same. Where the account has a second step, the same call again with <c>code</c>. Five wrong passwords or codes lock the account for a while.</remarks>
    internal static async Task<Results<Ok<Me>, ProblemHttpResult>> SignIn(
        HttpContext context, AccountCheck check, SignInManager<AppUser> signIn, ILogger<SignInRate> logger, SignInBody body, CancellationToken cancellationToken)
    {
        var (account, refusal) = await check.CheckAsync(context, body, cancellationToken);
        if (account is null) return TypedResults.Problem(refusal!);
        await signIn.SignInAsync(account.User, isPersistent: body.Remember);
        Log.SignedIn(logger, body.UserName);
        return TypedResults.Ok(Me.Of(account.Caller));
    }

    /// <summary>Signs out: the cookie is taken back.</summary>
    internal static async Task<NoContent> SignOut(SignInManager<AppUser> signIn)
    {
        await signIn.SignOutAsync();
        return TypedResults.NoContent();
    }

    /// <summary>Who is signed in, and what he may do.</summary>
    internal static Me GetMe(ApiCaller caller) => Me.Of(caller.Value);
}
