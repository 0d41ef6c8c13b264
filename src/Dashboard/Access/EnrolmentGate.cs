using Facilities.Dashboard.Api;
using Facilities.Dashboard.Shell;
using Microsoft.AspNetCore.Authorization;

namespace Facilities.Dashboard.Access;

/// <summary>Who must change his password, or must have a second step and has none, is led there, and can do nothing else with his session.</summary>
internal static class EnrolmentGate
{
    public const string Page = "/account/security";

    /// <summary>After authentication.</summary>
    public static void UseEnrolmentGate(this WebApplication app) => app.UseWhen(context => Missing(context) is not null && !IsOpen(context), branch => branch.Run(RefuseAsync));

    private static string? Missing(HttpContext context) =>
        context.User.HasClaim(UserClaims.MustChangePassword, UserClaims.Yes) ? ApiCodes.PasswordNeeded
        : context.User.HasClaim(UserClaims.MustEnrol, UserClaims.Yes) ? ApiCodes.EnrolmentNeeded
        : null;

    private static Task RefuseAsync(HttpContext context)
    {
        if (ApiHosting.IsApi(context.Request.Path)) return ApiProblems.WriteAsync(context, Missing(context)!);
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) context.Response.Redirect(Page);
        else context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>The page itself, what is open to anybody, and the way out.</summary>
    private static bool IsOpen(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || (HttpMethods.IsDelete(context.Request.Method) && context.Request.Path.Equals("/api/session", StringComparison.OrdinalIgnoreCase));
}
