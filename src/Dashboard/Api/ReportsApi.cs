using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Reports that are made again and again, of one's own. Closed to tokens.</summary>
internal static class ReportsApi
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("").WithTags("Reports");
        reports.MapGet("/report-subscriptions", ListReportSubscriptions).WithName(nameof(ListReportSubscriptions)).ProducesProblem(StatusCodes.Status403Forbidden);
        reports.MapPost("/report-subscriptions", SubscribeReport).WithName(nameof(SubscribeReport)).Refusable();
        reports.MapPost("/report-subscriptions/{id:int}/end", EndReportSubscription).WithName(nameof(EndReportSubscription)).Refusable();
        reports.MapGet("/reports/{id:int}", DownloadReport).WithName(nameof(DownloadReport)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    /// <summary>A page of the caller's subscriptions with what was made of them, running ones first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<ReportSubscriptionRow>> ListReportSubscriptions(ApiCaller caller, ReportSubscriptions subscriptions, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        subscriptions.ListAsync(caller.Value, new Paging(skip, take), cancellationToken);

    /// <summary>Subscribes a report; the first covers the week, month or quarter of today and is made when that is over. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> SubscribeReport(
        ApiCaller caller, ReportSubscriptions subscriptions, ReportSubscriptionBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var id = await subscriptions.AddAsync(caller.Value, IdempotencyKey.Require(key), body.Interval, body.ToContent(), cancellationToken);
        return TypedResults.Created("/api/report-subscriptions", new CreatedEntry(id.Value));
    }

    /// <summary>No more reports; those that were made stay for their time.</summary>
    internal static async Task<NoContent> EndReportSubscription(ApiCaller caller, ReportSubscriptions subscriptions, int id, CancellationToken cancellationToken)
    {
        await subscriptions.EndAsync(caller.Value, new ReportSubscriptionId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The file of a report.</summary>
    internal static async Task<FileStreamHttpResult> DownloadReport(ApiCaller caller, ReportSubscriptions subscriptions, HttpResponse response, int id, CancellationToken cancellationToken)
    {
        var (content, mediaType, name) = await subscriptions.OpenAsync(caller.Value, new ReportId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "report"), ("id", id));
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, mediaType, name);
    }
}
