using System.Text.Json.Serialization;
using Facilities.Domain;
using Microsoft.OpenApi;

namespace Facilities.Dashboard.Api;

/// <summary>The REST API: the same use cases, the same scope, the same refusals as the pages.</summary>
internal static class ApiHosting
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            options.SerializerOptions.Converters.Add(new IdJsonConverterFactory());
            options.SerializerOptions.Converters.Add(new CodedTextJsonConverter());
            options.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Facilities", Version = "v1", Description = "Faults, assets, inspections, claims and intake, cut to the caller's scope." };
                // Where it runs says nothing about the contract, and would change the checked-in file from machine to machine.
                document.Servers = [];
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if (IdJsonConverterFactory.IsId(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type)) schema.Type = JsonSchemaType.Integer;
                else if (context.JsonTypeInfo.Type == typeof(CodedText)) schema.Type = JsonSchemaType.String;
                return Task.CompletedTask;
            });
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter<Refusals>().DisableAntiforgery();
        api.MapOverview();
        api.MapFaults();
        api.MapAssets();
        api.MapInspections();
        api.MapClaims();
        api.MapIntake();
        api.MapStatus();
        app.MapProvisioning();
        app.MapOpenApi();
    }
}
