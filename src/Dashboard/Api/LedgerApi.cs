using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Operations;
using Facilities.Operations.Claims;
using Facilities.Operations.Exports;
using Facilities.Operations.Funds;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>The ledger of facility money: quarterly statements, entries by hand and reversals.</summary>
internal static class LedgerApi
{
    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("Ledger");
        ledger.MapGet("/", GetLedger).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetLedger)).Refusable();
        ledger.MapGet("/export", ExportLedger).ForTokens(TokenScope.ReadClaims).WithName(nameof(ExportLedger)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        ledger.MapPost("/", EnterLedger).WithName(nameof(EnterLedger)).Refusable();
        ledger.MapPost("/documents", AddLedgerDocument).WithName(nameof(AddLedgerDocument)).Refusable().Accepts<byte[]>("image/jpeg", "image/png", "application/pdf")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(ClaimLetters.MaximumBytes));
        ledger.MapPost("/{id:int}/reverse", ReverseLedger).WithName(nameof(ReverseLedger)).Refusable();
        ledger.MapGet("/{id:int}/document", GetLedgerDocument).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetLedgerDocument)).Refusable();
    }

    /// <summary>A quarter: sums by kind and account, the newest entries, what each asset cost and, where telemetry counts it, per trip or kWh.</summary>
    /// <param name="community">Left out: all that the caller sees.</param>
    /// <param name="quarter">For example <c>2026Q3</c>; left out: the running one.</param>
    internal static Task<LedgerStatement> GetLedger(ApiCaller caller, LedgerQueries ledger, CancellationToken cancellationToken, int? community = null, string? quarter = null) =>
        ledger.StatementAsync(caller.Value, Site(community), Of(ledger, quarter), cancellationToken);

    /// <summary>Every entry of a quarter as CSV (UTF-8 with byte order mark) or XLSX, with the head of the audit chain.</summary>
    /// <param name="community">Left out: all that the caller sees.</param>
    /// <param name="quarter">Left out: the running one.</param>
    internal static async Task ExportLedger(
        ApiCaller caller, LedgerExport export, LedgerQueries ledger, HttpResponse response, CancellationToken cancellationToken, int? community = null, string? quarter = null, ExportFormat format = ExportFormat.Csv) =>
        await response.SendAsync(await export.TableAsync(caller.Value, Site(community), Of(ledger, quarter), Exports.Culture, cancellationToken), format, cancellationToken);

    /// <summary>Enters something by hand. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> EnterLedger(
        ApiCaller caller, LedgerBook book, LedgerBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var id = await book.EnterAsync(caller.Value, IdempotencyKey.Require(key), body.ToDraft(), cancellationToken);
        return TypedResults.Created("/api/ledger", new CreatedEntry(id.Value));
    }

    /// <summary>Keeps a paper for an entry by hand. The same bytes again change nothing.</summary>
    /// <remarks>The body is the JPEG, PNG or PDF itself, at most 8 MiB.</remarks>
    /// <param name="name">What it is called.</param>
    internal static async Task<StoredFileAnswer> AddLedgerDocument(ApiCaller caller, LedgerBook book, HttpRequest request, int community, CancellationToken cancellationToken, string name = "")
    {
        if (request.ContentLength > ClaimLetters.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", ClaimLetters.MaximumBytes));
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return new StoredFileAnswer(await book.AddDocumentAsync(caller.Value, new CommunityId(community), name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellationToken));
    }

    /// <summary>Takes an entry back by one of the opposite sign, today. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> ReverseLedger(
        ApiCaller caller, LedgerBook book, int id, ReversalBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var entry = await book.ReverseAsync(caller.Value, IdempotencyKey.Require(key), new LedgerEntryId(id), body.Words, cancellationToken);
        return TypedResults.Created("/api/ledger", new CreatedEntry(entry.Value));
    }

    /// <summary>The paper behind an entry by hand.</summary>
    internal static async Task<FileStreamHttpResult> GetLedgerDocument(ApiCaller caller, LedgerQueries ledger, HttpResponse response, int id, CancellationToken cancellationToken)
    {
        var (content, name, mediaType) = await ledger.OpenAsync(caller.Value, new LedgerEntryId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "file"), ("id", id));
        response.Headers.CacheControl = "private, no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, mediaType, name);
    }

    private static CommunityId? Site(int? community) => community is { } id ? new CommunityId(id) : null;

    private static Quarter Of(LedgerQueries ledger, string? quarter) => Quarter.TryParse(quarter, out var wanted) ? wanted : ledger.Running;
}
