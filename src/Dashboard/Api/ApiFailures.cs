using Microsoft.AspNetCore.Diagnostics;

namespace Facilities.Dashboard.Api;

/// <summary>What nothing else caught, for programs: JSON instead of the error page. The failure is logged, never told.</summary>
internal sealed class ApiFailures(ILogger<ApiFailures> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The request's own path is the error page's by now.
        PathString path = httpContext.Features.Get<IExceptionHandlerFeature>()?.Path ?? httpContext.Request.Path.Value;
        if (!ApiHosting.IsApi(path)) return false;
        if (exception is BadHttpRequestException bad)
        {
            await ApiProblems.WriteAsync(httpContext, bad);
            return true;
        }

        Log.ApiCallFailed(logger, httpContext.Request.Method, path, exception);
        await ApiProblems.WriteAsync(httpContext, ApiCodes.Failed);
        return true;
    }
}
