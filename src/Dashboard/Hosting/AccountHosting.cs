using Facilities.Dashboard.Access;
using Facilities.Dashboard.Shell;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Dashboard.Hosting;

/// <summary>Sign-in by cookie. Everything asks for it, except what says <c>AllowAnonymous</c>: sign-in itself, health, static files.</summary>
internal static class AccountHosting
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentity<AppUser, IdentityRole<int>>(options =>
            {
                // Length is what counts (NIST SP 800-63B); five tries, then a pause.
                options.Password.RequiredLength = 12;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddEntityFrameworkStores<FacilitiesDb>()
            .AddClaimsPrincipalFactory<CallerClaimsFactory>();
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = "/login";
            options.AccessDeniedPath = "/denied";
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.Cookie.Name = "facilities";
            // A program that calls the API wants a status, not a sign-in page.
            options.Events.OnRedirectToLogin = context => RedirectOrStatus(context.HttpContext, StatusCodes.Status401Unauthorized, context.RedirectUri);
            options.Events.OnRedirectToAccessDenied = context => RedirectOrStatus(
                context.HttpContext, StatusCodes.Status403Forbidden, context.Request.Path == Landing.Overview ? Landing.Of(context.HttpContext.User) : context.RedirectUri);
        });
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<FirstRun>();
        builder.Services.AddSingleton<LinkRate>();
        builder.Services.AddSingleton<DemoAccountList>();
        builder.Services.AddScoped<CurrentCaller>();
        builder.Services.AddScoped<ShellStatus>();
        builder.Services.AddSingleton<Colleagues>();
    }

    /// <summary><c>POST /account/sign-out</c>, from the form in the top bar.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/sign-out", async (HttpContext context, IAntiforgery antiforgery, SignInManager<AppUser> signIn) =>
        {
            // Another site's form, or one that is out of date: nothing happens, and the page is drawn with a new one.
            if (!await antiforgery.IsRequestValidAsync(context)) return Results.LocalRedirect(Landing.Overview);
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/login");
        }).ExcludeFromDescription();

    private static Task RedirectOrStatus(HttpContext context, int status, string address)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) context.Response.StatusCode = status;
        else context.Response.Redirect(address);
        return Task.CompletedTask;
    }
}
