using System.Text.Json.Serialization;
using Facilities.Dashboard.Access;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>The REST API: the same use cases, the same scope, the same refusals as the pages.</summary>
internal static class ApiHosting
{
    /// <summary>Longest body. The longest honest one is an inspection with a note at every step; photos don't travel in JSON.</summary>
    public const int MaximumBodyBytes = 256 * 1024;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            options.SerializerOptions.Converters.Add(new PlainText());
            options.SerializerOptions.Converters.Add(new IdJsonConverterFactory());
            options.SerializerOptions.Converters.Add(new CodedTextJsonConverter());
            options.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
            // A field that is missing or null is the caller's mistake, found here and named; not a null that a use case stumbles over.
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.RespectNullableAnnotations = true;
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ApiFailures>();
        builder.Services.AddSingleton<SignInRate>();
        builder.Services.AddSingleton<PublicRate>();
        builder.Services.AddSingleton<ResidentRate>();
        builder.Services.AddScoped<AccountCheck>();
        builder.Services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, AnswerProgramsInJson);
        builder.Services.AddOpenApi(OpenApiDescription.DocumentName, OpenApiDescription.Configure);
    }

    public static void MapApi(this WebApplication app)
    {
        app.UseWhen(IsApi, branch =>
        {
            branch.UseStatusCodePages(context => ApiProblems.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
            branch.Use(CrossSiteGuard.InvokeAsync);
            branch.Use(PlainText.CheckQueryAsync);
        });
        var calls = app.MapGroup("/api").AddEndpointFilter<Refusals>().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaximumBodyBytes));
        var api = calls.MapGroup("").RequireAuthorization().ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapOverview();
        api.MapFaults();
        api.MapAssets();
        api.MapDiagrams();
        api.MapInspections();
        api.MapPatrolRounds();
        api.MapCompliance();
        api.MapCertificates();
        api.MapModels();
        api.MapContracts();
        api.MapSupervision();
        api.MapReports();
        api.MapGrades();
        api.MapComplaints();
        api.MapClaims();
        api.MapPolicies();
        api.MapLedger();
        api.MapIntake();
        api.MapNotifications();
        api.MapCrew();
        api.MapEffect();
        api.MapRota();
        api.MapCalendars();
        api.MapPermits();
        api.MapMe();
        api.MapTokens();
        api.MapAccounts();
        api.MapSecondFactors();
        api.MapAudit();
        calls.MapSession();
        calls.MapStatus();
        calls.MapPublic();
        calls.MapProvisioning();
        app.MapOpenApi().AllowAnonymous();
    }

    public static bool IsApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>Documents that a call can be refused by right, scope, state or rule.</summary>
    public static RouteHandlerBuilder Refusable(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static bool IsApi(HttpContext context) => IsApi(context.Request.Path);

    /// <summary>A program that calls the API wants a status and a code, not a sign-in page.</summary>
    private static void AnswerProgramsInJson(CookieAuthenticationOptions options)
    {
        var (toLogin, toDenied) = (options.Events.OnRedirectToLogin, options.Events.OnRedirectToAccessDenied);
        options.Events.OnRedirectToLogin = context => IsApi(context.HttpContext) ? ApiProblems.WriteAsync(context.HttpContext, ApiCodes.SignInNeeded) : toLogin(context);
        options.Events.OnRedirectToAccessDenied = context => IsApi(context.HttpContext) ? ApiProblems.WriteAsync(context.HttpContext, ApiCodes.Forbidden) : toDenied(context);
    }
}
