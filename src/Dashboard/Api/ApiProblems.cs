using System.Text.Json;
using System.Text.RegularExpressions;
using Facilities.Domain;
using Facilities.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>
/// The one place where a refusal becomes a response: ProblemDetails with the stable code and its parameters, so that a program can act on it
/// and a page can word it in its reader's language.
/// </summary>
internal static partial class ApiProblems
{
    public static ProblemDetails Of(CodedText reason, string? detail = null)
    {
        var problem = new ProblemDetails { Status = StatusOf(reason.Code), Title = reason.Code, Type = "urn:facilities:refusal:" + reason.Code, Detail = detail };
        problem.Extensions["code"] = reason.Code;
        problem.Extensions["parameters"] = reason.Parameters;
        return problem;
    }

    public static Task WriteAsync(HttpContext context, string code, string? detail = null, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Results.Problem(Of(CodedText.Of(code, parameters), detail)).ExecuteAsync(context);

    /// <summary>For a response that has a status and nothing else.</summary>
    public static Task WriteAsync(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => WriteAsync(context, ApiCodes.SignInNeeded),
        StatusCodes.Status403Forbidden => WriteAsync(context, ApiCodes.Forbidden),
        StatusCodes.Status404NotFound => WriteAsync(context, ApiCodes.NoAddress),
        StatusCodes.Status405MethodNotAllowed => WriteAsync(context, ApiCodes.NoMethod),
        StatusCodes.Status413PayloadTooLarge => WriteAsync(context, ApiCodes.TooLarge, null, ("maximum", ApiHosting.MaximumBodyBytes)),
        StatusCodes.Status415UnsupportedMediaType => WriteAsync(context, ApiCodes.NotJson),
        >= StatusCodes.Status500InternalServerError => WriteAsync(context, ApiCodes.Failed),
        _ => WriteAsync(context, ApiCodes.Malformed),
    };

    /// <summary>For what binding or the server refused about the request itself.</summary>
    public static Task WriteAsync(HttpContext context, BadHttpRequestException bad) =>
        bad.StatusCode != StatusCodes.Status400BadRequest ? WriteAsync(context, bad.StatusCode)
        : bad.InnerException is NotPlainTextException odd ? WriteAsync(context, ApiCodes.ControlCharacter, odd.Message, ("path", odd.Path))
        : bad.InnerException is JsonException json ? WriteAsync(context, ApiCodes.Malformed, Told(json), ("path", json.Path))
        : WriteAsync(context, ApiCodes.Malformed, bad.Message);

    /// <summary>The serializer's words without the names of our types, which mean nothing to who called.</summary>
    private static string Told(JsonException json) => TypeName().Replace(json.Message, "");

    [GeneratedRegex(" (?:on|for|to) (?:type )?'?Facilities\\.[^ ']*'?")]
    private static partial Regex TypeName();

    /// <summary>404 what isn't there (or not for him), 403 what his role may not, 409 what the state forbids, 422 the rest; then the API's own.</summary>
    private static int StatusOf(string code) => code switch
    {
        OperationCodes.NotFound or ApiCodes.NoAddress => StatusCodes.Status404NotFound,
        RuleCodes.RightMissing or RuleCodes.FaultRight or RuleCodes.ClaimRight or RuleCodes.ClaimInsured or RuleCodes.FaultNotAssigned or RuleCodes.FaultFourEyes or RuleCodes.FaultRegulatorOnly or RuleCodes.FaultPartOnly or RuleCodes.PartNotYours or RuleCodes.PartAskedByOther or RuleCodes.AccountRole
            or ApiCodes.CrossSite or ApiCodes.TokenScopeMissing or ApiCodes.TokenNotHere or ApiCodes.EnrolmentNeeded or ApiCodes.PasswordNeeded or ApiCodes.Forbidden or ApiCodes.ProvisioningClosed => StatusCodes.Status403Forbidden,
        RuleCodes.FaultTransition or RuleCodes.ClaimTransition or RuleCodes.InspectionTransition or RuleCodes.PartTransition or RuleCodes.PartOpen or OperationCodes.KeyReused or OperationCodes.CodeTaken or OperationCodes.DeviceNameTaken or OperationCodes.AccountTaken or OperationCodes.AccountErased or OperationCodes.FaultFamilyOpen or OperationCodes.ReporterAnswered => StatusCodes.Status409Conflict,
        ApiCodes.Malformed or ApiCodes.Argument or ApiCodes.ControlCharacter => StatusCodes.Status400BadRequest,
        ApiCodes.SignInNeeded or ApiCodes.SignInRefused or ApiCodes.CodeNeeded or ApiCodes.CodeRefused or ApiCodes.TokenRefused => StatusCodes.Status401Unauthorized,
        ApiCodes.NoMethod => StatusCodes.Status405MethodNotAllowed,
        ApiCodes.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ApiCodes.NotJson => StatusCodes.Status415UnsupportedMediaType,
        ApiCodes.SignInLocked or ApiCodes.SignInTooOften => StatusCodes.Status429TooManyRequests,
        ApiCodes.StoreAway => StatusCodes.Status503ServiceUnavailable,
        ApiCodes.Failed => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
