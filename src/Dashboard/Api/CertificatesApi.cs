using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Certificates;
using Facilities.Operations;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Papers of assets and licences of people (作业人员证), and when they expire.</summary>
internal static class CertificatesApi
{
    public static void MapCertificates(this IEndpointRouteBuilder api)
    {
        var papers = api.MapGroup("/certificates").WithTags("Certificates");
        papers.MapGet("/", ListCertificates).ForTokens(TokenScope.ReadInspections).WithName(nameof(ListCertificates)).ProducesProblem(StatusCodes.Status403Forbidden);
        papers.MapGet("/export", ExportCertificates).ForTokens(TokenScope.ReadInspections).WithName(nameof(ExportCertificates)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        papers.MapPost("/", EnterCertificate).WithName(nameof(EnterCertificate)).Refusable();
        papers.MapPost("/{id:int}/withdraw", WithdrawCertificate).WithName(nameof(WithdrawCertificate)).Refusable();
    }

    /// <summary>A page of the papers of lifts and fire systems and of people's licences, worst first.</summary>
    /// <param name="worst">Only papers at least as bad.</param>
    /// <param name="kind">Only of one kind.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<CertificateRow>> ListCertificates(
        ApiCaller caller, Certificates certificates, CertificateState? worst, CertificateKind? kind, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        certificates.ListAsync(caller.Value, new CertificateFilter(worst, kind), new Paging(skip, take), cancellationToken);

    /// <summary>The same as CSV (UTF-8 with byte order mark) or XLSX, with filter, time and the head of the audit chain.</summary>
    /// <param name="worst">Only papers at least as bad.</param>
    /// <param name="kind">Only of one kind.</param>
    internal static async Task ExportCertificates(
        ApiCaller caller, CertificateExport export, HttpResponse response, CertificateState? worst, CertificateKind? kind, CancellationToken cancellationToken, ExportFormat format = ExportFormat.Csv) =>
        await response.SendAsync(await export.TableAsync(caller.Value, new CertificateFilter(worst, kind), Exports.Culture, cancellationToken), format, cancellationToken);

    /// <summary>Enters a paper; the one of the same kind before it is replaced and kept. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> EnterCertificate(
        ApiCaller caller, CertificateBook book, CertificateBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var id = await book.EnterAsync(caller.Value, IdempotencyKey.Require(key), body.ToDraft(), cancellationToken);
        return TypedResults.Created($"/api/certificates?kind={body.Kind}", new CreatedEntry(id.Value));
    }

    /// <summary>Withdraws what was entered by mistake: it never counted. Twice changes nothing.</summary>
    internal static async Task<NoContent> WithdrawCertificate(ApiCaller caller, CertificateBook book, int id, CancellationToken cancellationToken)
    {
        await book.WithdrawAsync(caller.Value, new CertificateId(id), cancellationToken);
        return TypedResults.NoContent();
    }
}
