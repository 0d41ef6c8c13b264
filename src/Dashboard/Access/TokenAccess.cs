using System.Globalization;
using System.Security.Claims;
using Facilities.Dashboard.Api;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace Facilities.Dashboard.Access;

/// <summary>
/// <c>Authorization: Bearer fac_…</c> on the REST API: the call is its owner's, as far as the token's scopes reach. It goes before the cookie; pages never see
/// it. A wrong token counts as a try to sign in.
/// </summary>
internal static class TokenAccess
{
    private const string Scheme = "Bearer ";

    /// <summary>Lets programs call with a token that has the scope.</summary>
    public static TBuilder ForTokens<TBuilder>(this TBuilder builder, TokenScope? scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ForTokens(scope));

    /// <summary>After authentication, before authorization.</summary>
    public static void UseApiTokens(this WebApplication app) =>
        app.UseWhen(context => ApiHosting.IsApi(context.Request.Path) && TokenOf(context.Request) is not null, branch => branch.Use(InvokeAsync));

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Whatever cookie came along: a token is used on purpose.
        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var grant = await context.RequestServices.GetRequiredService<ApiTokens>().FindAsync(TokenOf(context.Request)!, context.RequestAborted);
            if (grant.State != ApiTokenState.Valid)
            {
                await RefuseAsync(context, grant.State);
                return;
            }

            if (endpoint.Metadata.GetMetadata<ForTokens>() is not { } open)
            {
                await ApiProblems.WriteAsync(context, ApiCodes.TokenNotHere);
                return;
            }

            if (open.Scope is { } scope && !grant.Scopes.Contains(scope))
            {
                await ApiProblems.WriteAsync(context, ApiCodes.TokenScopeMissing, null, ("scope", scope));
                return;
            }

            // No name and no role: every call asks the database who the owner is now.
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, grant.OwnerId.ToString(CultureInfo.InvariantCulture))], nameof(ApiTokens)));
        }

        await next(context);
    }

    private static Task RefuseAsync(HttpContext context, ApiTokenState state)
    {
        if (context.RequestServices.GetRequiredService<SignInRate>().TryEnter(context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return ApiProblems.WriteAsync(context, ApiCodes.TokenRefused, null, ("state", state));
        }

        var seconds = (int)SignInRate.Window.TotalSeconds;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.WriteAsync(context, ApiCodes.SignInTooOften, null, ("seconds", seconds));
    }

    private static string? TokenOf(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization] is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
}
