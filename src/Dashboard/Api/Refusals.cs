using Facilities.Domain;
using Facilities.Operations;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>
/// The one place where a refusal becomes a response: ProblemDetails with the stable code and its parameters, so that a program can act on it
/// and a page can word it in its reader's language.
/// </summary>
internal sealed class Refusals : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RuleViolation refused)
        {
            return Results.Problem(Problem(refused.Reason));
        }
        catch (ArgumentException wrong)
        {
            // Reversed stretches and the like: the caller's mistake, said in the exception.
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "argument", detail: wrong.Message);
        }
    }

    public static ProblemDetails Problem(CodedText reason)
    {
        var problem = new ProblemDetails { Status = StatusOf(reason.Code), Title = reason.Code, Type = "urn:facilities:refusal:" + reason.Code };
        problem.Extensions["code"] = reason.Code;
        problem.Extensions["parameters"] = reason.Parameters;
        return problem;
    }

    /// <summary>404 what isn't there (or not for him), 403 what his role may not, 409 what the state forbids, 422 the rest.</summary>
    private static int StatusOf(string code) => code switch
    {
        OperationCodes.NotFound => StatusCodes.Status404NotFound,
        RuleCodes.RightMissing or RuleCodes.FaultRight or RuleCodes.ClaimRight or RuleCodes.FaultNotAssigned or RuleCodes.FaultFourEyes or RuleCodes.FaultRegulatorOnly => StatusCodes.Status403Forbidden,
        RuleCodes.FaultTransition or RuleCodes.ClaimTransition or RuleCodes.InspectionTransition or OperationCodes.KeyReused => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
