using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Shell;
using Facilities.Operations.Notifications.Links;
using Facilities.Operations.Residents;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Dashboard.Hosting;

/// <summary>Sign-in by cookie. Everything asks for it, except what says <c>AllowAnonymous</c>: sign-in itself, health, static files.</summary>
internal static class AccountHosting
{
    /// <summary>A phone that isn't opened for so long asks again.</summary>
    internal static readonly TimeSpan IdleLimit = TimeSpan.FromDays(14);

    /// <summary>And every session does after this, however busy.</summary>
    internal static readonly TimeSpan AgeLimit = TimeSpan.FromDays(60);

    internal const string StartedAt = "fm:started";

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
            .AddUserStore<AccountStore>()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddClaimsPrincipalFactory<CallerClaimsFactory>();
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = "/login";
            options.AccessDeniedPath = "/denied";
            options.ExpireTimeSpan = IdleLimit;
            options.SlidingExpiration = true;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Name = "facilities";
            options.Events.OnSigningIn = context =>
            {
                // Survives renewals: the session is as old as its sign-in.
                context.Properties.Items.TryAdd(StartedAt, TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            };
            options.Events.OnValidatePrincipal = context => IsTooOld(context.Properties) ? EndAsync(context) : SecurityStampValidator.ValidatePrincipalAsync(context);
            // A program that calls the API wants a status, not a sign-in page.
            options.Events.OnRedirectToLogin = context => RedirectOrStatus(context.HttpContext, StatusCodes.Status401Unauthorized, context.RedirectUri);
            options.Events.OnRedirectToAccessDenied = context => RedirectOrStatus(
                context.HttpContext, StatusCodes.Status403Forbidden, context.Request.Path == Landing.Overview ? Landing.Of(context.HttpContext.User) : context.RedirectUri);
        });
        // The session's cookie is so by itself; the forms' one would also go by plain HTTP.
        builder.Services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        // Rebuilds what the cookie says of a person; what he may do is asked of the database with every call anyway.
        builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<FirstRun>();
        foreach (var path in (string[])[AcknowledgeLinks.Path, FollowUpLinks.Path, ResidentReports.StatusPath]) builder.Services.AddKeyedSingleton<LinkRate>(path);
        builder.Services.AddSingleton<SecondFactorRule>();
        builder.Services.AddScoped<SecondFactors>();
        builder.Services.AddScoped<SecondStep>();
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

    /// <summary>A ticket from before there was a limit has no beginning, and ends.</summary>
    internal static bool IsTooOld(AuthenticationProperties properties) =>
        !properties.Items.TryGetValue(StartedAt, out var text)
        || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var started)
        || TimeProvider.System.GetUtcNow() - started > AgeLimit;

    private static Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static Task RedirectOrStatus(HttpContext context, int status, string address)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) context.Response.StatusCode = status;
        else context.Response.Redirect(address);
        return Task.CompletedTask;
    }
}
