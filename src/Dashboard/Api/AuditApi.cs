using System.Text;
using Facilities.Domain;
using Facilities.Operations.Audit;

namespace Facilities.Dashboard.Api;

/// <summary>The audit chain for those who verify it, and erasing a person. Closed to tokens.</summary>
internal static class AuditApi
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit").ProducesProblem(StatusCodes.Status403Forbidden);
        audit.MapGet("/head", GetAuditHead).WithName(nameof(GetAuditHead));
        audit.MapGet("/export", ExportAudit).WithName(nameof(ExportAudit)).Produces<string>(StatusCodes.Status200OK, "application/jsonl", "text/csv");
        api.MapPost("/users/{id:int}/erasure", ErasePerson).WithName(nameof(ErasePerson)).WithTags("Audit").Refusable();
    }

    /// <summary>Number and hash of the last entry. Whoever keeps it can later show that the chain was cut or rewritten.</summary>
    internal static async Task<PublishedHead> GetAuditHead(ApiCaller caller, AuditTrail trail, CancellationToken cancellationToken)
    {
        AuditTrail.Require(caller.Value);
        return new PublishedHead((await trail.HeadAsync(cancellationToken)).ToString());
    }

    /// <summary>The whole chain with its head: JSON lines, which <c>facilities audit verify --file</c> checks, or CSV to look at. Only for who sees everything.</summary>
    /// <param name="csv">CSV instead.</param>
    internal static Task ExportAudit(ApiCaller caller, AuditTrail trail, HttpResponse response, CancellationToken cancellationToken, bool csv = false)
    {
        AuditTrail.Require(caller.Value);
        response.ContentType = csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";
        response.Headers.ContentDisposition = csv ? "attachment; filename=audit.csv" : "attachment; filename=audit.jsonl";
        response.Headers.CacheControl = "no-store";
        return WriteAsync();

        async Task WriteAsync()
        {
            await using var output = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: csv), 32 * 1024);
            await (csv ? trail.ExportCsvAsync(output, cancellationToken) : trail.ExportAsync(output, cancellationToken));
        }
    }

    /// <summary>Takes out who a person is, with a reason that stays; what he did stays under his number. It can't be undone.</summary>
    internal static async Task<ErasedEntries> ErasePerson(ApiCaller caller, PersonalErasure erasure, int id, ErasureBody body, CancellationToken cancellationToken) =>
        new(await erasure.EraseAsync(caller.Value, new UserId(id), body.Reason, cancellationToken));
}
