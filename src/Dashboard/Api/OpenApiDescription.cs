using Facilities.Domain;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Facilities.Dashboard.Api;

/// <summary>What the OpenAPI document says beyond what the endpoints say of themselves. <c>docs/formats/openapi.json</c> is its checked-in copy.</summary>
internal static class OpenApiDescription
{
    public const string DocumentName = "v1";

    private const string CookieScheme = "session";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Facilities",
                Version = DocumentName,
                Description = "Faults, assets, inspections, claims and intake, cut to the caller's scope. Refusals are ProblemDetails with a stable `code` and its `parameters`.",
            };
            // Where it runs says nothing about the contract, and would change the checked-in file from machine to machine.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [CookieScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "facilities", Description = "Given by `POST /api/session`." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CookieScheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            var orNull = type == context.JsonTypeInfo.Type ? default : JsonSchemaType.Null;
            if (IdJsonConverterFactory.IsId(type)) schema.Type = JsonSchemaType.Integer | orNull;
            else if (type == typeof(CodedText)) schema.Type = JsonSchemaType.String;
            // The generator knows nothing of what a converter of one's own (PlainText) reads.
            else if (type == typeof(string)) schema.Type = JsonSchemaType.String | (context.JsonPropertyInfo is { } property && (property.IsGetNullable || property.IsSetNullable) ? JsonSchemaType.Null : default);
            else if (type.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, string>>))) schema.AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String };
            else if (type.IsAssignableTo(typeof(IEnumerable<string>))) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
            // "NaN" is written where a device said so; the generator then calls the alternatives of a number an object.
            else if (type == typeof(double) && schema.AnyOf is { Count: > 0 } alternatives)
            {
                schema.Type = null;
                if (orNull != default) alternatives.Add(new OpenApiSchema { Type = orNull });
            }

            return Task.CompletedTask;
        });
    }
}
