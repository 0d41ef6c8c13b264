using Facilities.Domain;
using Facilities.Telemetry;

namespace Facilities.Dashboard.Api;

/// <summary>Answers what a use case refused, see <see cref="ApiProblems"/>.</summary>
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
            return Results.Problem(ApiProblems.Of(refused.Reason));
        }
        catch (ArgumentException wrong)
        {
            // Reversed stretches and the like: the caller's mistake, said in the exception.
            return Results.Problem(ApiProblems.Of(CodedText.Of(ApiCodes.Argument), wrong.Message));
        }
        catch (StoreUnavailableException away)
        {
            return Results.Problem(StoreAway.Describe(context.HttpContext, away));
        }
    }
}
