using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Operations;
using Facilities.Operations.Crew;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>What the crew's phone needs besides the actions of the loop: its work in two calls, and pictures.</summary>
internal static class CrewApi
{
    public static void MapCrew(this IEndpointRouteBuilder api)
    {
        api.MapGet("/crew/tasks", ListCrewTasks).ForTokens(TokenScope.ReadFaults).WithTags("Crew").WithName(nameof(ListCrewTasks)).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapGet("/crew/parts", ListCrewParts).ForTokens(TokenScope.ReadFaults).WithTags("Crew").WithName(nameof(ListCrewParts)).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/crew/co-signers", AdmitCoSigner).WithTags("Crew").WithName(nameof(AdmitCoSigner)).Refusable().ProducesProblem(StatusCodes.Status429TooManyRequests);
        var files = api.MapGroup("/faults/{id:int}/files").WithTags("Faults");
        files.MapGet("/", ListFaultFiles).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListFaultFiles)).ProducesProblem(StatusCodes.Status404NotFound);
        files.MapPost("/", AddFaultFile).ForTokens(TokenScope.WorkOnFaults).WithName(nameof(AddFaultFile)).Refusable().Accepts<byte[]>("image/jpeg", "image/png")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(FaultFiles.MaximumBytes));
        files.MapGet("/{sha256}", GetFaultFile).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetFaultFile)).ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The open work of the caller's firm, at most 50, with all that is needed where there is no network.</summary>
    internal static Task<Rows<CrewTask>> ListCrewTasks(ApiCaller caller, CrewTasks tasks, CancellationToken cancellationToken) =>
        tasks.ListAsync(caller.Value, cancellationToken);

    /// <summary>The open parts of faults that the caller's organisation was handed, at most 50, by deadline.</summary>
    internal static Task<Rows<CrewPart>> ListCrewParts(ApiCaller caller, CrewParts parts, CancellationToken cancellationToken) =>
        parts.ListAsync(caller.Value, cancellationToken);

    /// <summary>A colleague proves with his own account that he may sign inspections beside the caller, on the caller's phone and for a shift.</summary>
    /// <remarks>Nobody is signed in by it. The ticket goes into <c>coSigned</c> of the record; sealed, and of no use beside anybody else.</remarks>
    internal static async Task<Results<Ok<CoSigner>, ProblemHttpResult>> AdmitCoSigner(
        ApiCaller caller, HttpContext context, AccountCheck check, CoSigning coSigning, SignInBody body, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.RecordInspection);
        var (colleague, refusal) = await check.CheckAsync(context, body, cancellationToken);
        return colleague is null ? TypedResults.Problem(refusal!) : TypedResults.Ok(coSigning.Admit(caller.Value, colleague.Caller));
    }

    /// <summary>The pictures of a fault.</summary>
    internal static async Task<IReadOnlyList<FaultFileRow>> ListFaultFiles(ApiCaller caller, FaultFiles files, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await files.ListAsync(caller.Value.Scope, new FaultId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "fault"), ("id", id));
    }

    /// <summary>Keeps a picture of a fault; the same one again changes nothing.</summary>
    /// <remarks>The body is the JPEG or PNG itself, at most 8 MiB. What a camera wrote into it is taken out; the position is kept apart.</remarks>
    /// <param name="takenAt">When, for a picture that waited on a phone.</param>
    /// <param name="latitude">Where, degrees by WGS 84.</param>
    /// <param name="label">Who signed.</param>
    internal static async Task<StoredFileAnswer> AddFaultFile(
        ApiCaller caller, FaultFiles files, HttpRequest request, int id, CancellationToken cancellationToken,
        FaultFileKind kind = FaultFileKind.Other, DateTimeOffset? takenAt = null, double? latitude = null, double? longitude = null, string? label = null)
    {
        if (request.ContentLength > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        GeoPoint? position = latitude is { } north && longitude is { } east ? new GeoPoint(north, east) : null;
        var file = new NewFile(new FaultId(id), kind, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), takenAt, position, label);
        return new StoredFileAnswer(await files.AddAsync(caller.Value, file, cancellationToken));
    }

    /// <summary>A picture's bytes.</summary>
    internal static async Task<FileStreamHttpResult> GetFaultFile(ApiCaller caller, FaultFiles files, HttpResponse response, int id, string sha256, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        var file = await files.OpenAsync(caller.Value.Scope, new FaultId(id), sha256, cancellationToken)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "file"), ("id", id.ToString(CultureInfo.InvariantCulture)));
        // Its name is its digest: it never changes. Private, since who sees it depends on the fault.
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(file.Content, file.MediaType);
    }
}
