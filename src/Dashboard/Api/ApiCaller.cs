using Facilities.Operations.Access;

namespace Facilities.Dashboard.Api;

/// <summary>Who calls the API, bound per request from the sign-in cookie or the token, and the database.</summary>
internal sealed record ApiCaller(Caller Value)
{
    public static async ValueTask<ApiCaller?> BindAsync(HttpContext context)
    {
        var callers = context.RequestServices.GetRequiredService<Callers>();
        var caller = await callers.FindAsync(context.User, context.RequestAborted)
            ?? throw new BadHttpRequestException("The account is gone or locked.", StatusCodes.Status401Unauthorized);
        return new ApiCaller(caller);
    }
}
