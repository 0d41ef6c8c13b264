using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using Facilities.Operations;
using Facilities.Operations.Claims;
using Facilities.Operations.Evidence.Packs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Facilities.Dashboard.Api;

/// <summary>Insurance claims: list, detail, actions.</summary>
internal static class ClaimsApi
{
    private const string PackMediaType = "application/zip";

    public static void MapClaims(this IEndpointRouteBuilder api)
    {
        var claims = api.MapGroup("/claims").WithTags("Claims");
        claims.MapGet("/", ListClaims).ForTokens(TokenScope.ReadClaims).WithName(nameof(ListClaims));
        claims.MapGet("/{id:int}", GetClaim).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetClaim)).ProducesProblem(StatusCodes.Status404NotFound);
        claims.MapGet("/{id:int}/pack", DownloadPack).ForTokens(TokenScope.ReadClaims).WithName(nameof(DownloadPack)).Refusable().Produces<string>(StatusCodes.Status200OK, PackMediaType);
        claims.MapGet("/pack-key", GetPackKey).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetPackKey)).ProducesProblem(StatusCodes.Status403Forbidden);
        claims.MapPost("/{id:int}/actions", Act).WithName("ActOnClaim").Refusable();
        claims.MapPost("/{id:int}/letters", WriteClaimLetter).WithName(nameof(WriteClaimLetter)).Refusable();
        claims.MapPost("/{id:int}/files", AddClaimFile).WithName(nameof(AddClaimFile)).Refusable().Accepts<byte[]>("image/jpeg", "image/png", "application/pdf")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(ClaimLetters.MaximumBytes));
        claims.MapGet("/{id:int}/files/{sha256}", GetClaimFile).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetClaimFile)).Refusable();
    }

    /// <summary>A page of the claims, newest first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<ClaimRow>> ListClaims(ApiCaller caller, ClaimQueries claims, ClaimState? state, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewClaims);
        return claims.ListAsync(caller.Value.Scope, state, new Paging(skip, take), cancellationToken);
    }

    /// <summary>One claim with its timeline and the telemetry behind it.</summary>
    internal static async Task<ClaimDetail> GetClaim(ApiCaller caller, ClaimQueries claims, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewClaims);
        return await claims.GetAsync(caller.Value, new ClaimId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "claim"), ("id", id));
    }

    /// <summary>The evidence pack: one signed ZIP with everything behind the claim, the same bytes for the same claim; <c>facilities evidence verify</c> checks it. The download is entered into the audit chain.</summary>
    internal static async Task<FileStreamHttpResult> DownloadPack(ApiCaller caller, ClaimPacks packs, PackWords words, HttpResponse response, int id, CancellationToken cancellationToken)
    {
        var pack = await packs.MakeAsync(caller.Value, new ClaimId(id), words, cancellationToken);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(pack.Content, PackMediaType, pack.FileName, entityTag: new EntityTagHeaderValue($"\"{pack.Sha256}\""));
    }

    /// <summary>The public key with which this service signs packs. Whoever keeps its fingerprint sees that a pack was signed by somebody else.</summary>
    internal static Task<PackKey> GetPackKey(ApiCaller caller, ClaimPacks packs, CancellationToken cancellationToken) => packs.KeyAsync(caller.Value, cancellationToken);

    /// <summary>Carries out one action on a claim. The same key twice changes nothing and answers the same.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static Task<ClaimState> Act(
        ApiCaller caller, ClaimActions actions, int id, ClaimActionBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.ActAsync(caller.Value, new ClaimId(id), body.ToCommand(IdempotencyKey.Require(key)), cancellationToken);

    /// <summary>Writes to the other side, with papers that were kept before; answers the letter's number. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> WriteClaimLetter(
        ApiCaller caller, ClaimLetters letters, int id, ClaimLetterBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var number = await letters.WriteAsync(caller.Value, IdempotencyKey.Require(key), new ClaimId(id), body.Words, body.Files ?? [], cancellationToken);
        return TypedResults.Created($"/api/claims/{id}", new CreatedEntry(number));
    }

    /// <summary>Keeps a paper for a letter. The same bytes again change nothing.</summary>
    /// <remarks>The body is the JPEG, PNG or PDF itself, at most 8 MiB.</remarks>
    /// <param name="name">What it is called.</param>
    internal static async Task<StoredFileAnswer> AddClaimFile(ApiCaller caller, ClaimLetters letters, HttpRequest request, int id, CancellationToken cancellationToken, string name = "")
    {
        if (request.ContentLength > ClaimLetters.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", ClaimLetters.MaximumBytes));
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return new StoredFileAnswer(await letters.AddFileAsync(caller.Value, new ClaimId(id), name, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellationToken));
    }

    /// <summary>A paper's bytes.</summary>
    internal static async Task<FileStreamHttpResult> GetClaimFile(ApiCaller caller, ClaimLetters letters, HttpResponse response, int id, string sha256, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewClaims);
        var (content, file) = await letters.OpenAsync(caller.Value.Scope, new ClaimId(id), sha256, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "file"), ("id", id));
        response.Headers.CacheControl = "private, no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, file.MediaType, file.Name);
    }
}
