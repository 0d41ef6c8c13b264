using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Facilities.Ingest.Hosting;

/// <summary>The body of <c>/health/ready</c>: state, reason code and numbers per check.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), reason = entry.Value.Description, entry.Value.Data }),
            },
            context.RequestAborted);
}
