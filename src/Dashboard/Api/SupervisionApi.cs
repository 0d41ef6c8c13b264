using System.Globalization;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Crew;
using Facilities.Operations.Supervision;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>The regulator's desk: random samples, spot checks, enforcement. Closed to tokens.</summary>
internal static class SupervisionApi
{
    public static void MapSupervision(this IEndpointRouteBuilder api)
    {
        var desk = api.MapGroup("").WithTags("Supervision");
        desk.MapGet("/samples", ListSamples).WithName(nameof(ListSamples)).ProducesProblem(StatusCodes.Status403Forbidden);
        desk.MapPost("/samples", AnnounceSample).WithName(nameof(AnnounceSample)).Refusable();
        desk.MapGet("/samples/{id:int}", GetSample).WithName(nameof(GetSample)).Refusable();
        desk.MapGet("/samples/{id:int}/population", ExportPopulation).WithName(nameof(ExportPopulation)).Refusable().Produces<string>(StatusCodes.Status200OK, "text/plain");
        desk.MapPost("/samples/{id:int}/draw", DrawSample).WithName(nameof(DrawSample)).Refusable();
        desk.MapPost("/samples/{id:int}/withdraw", WithdrawSample).WithName(nameof(WithdrawSample)).Refusable();
        desk.MapPost("/spot-checks/{id:int}", RecordSpotCheck).WithName(nameof(RecordSpotCheck)).Refusable();
        desk.MapPost("/spot-checks/{id:int}/files", AddSpotCheckFile).WithName(nameof(AddSpotCheckFile)).Refusable().Accepts<byte[]>("image/jpeg", "image/png")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(FaultFiles.MaximumBytes));
        desk.MapGet("/spot-checks/{id:int}/files/{sha256}", GetSpotCheckFile).WithName(nameof(GetSpotCheckFile)).Refusable();
        desk.MapGet("/enforcement", ListEnforcement).WithName(nameof(ListEnforcement)).ProducesProblem(StatusCodes.Status403Forbidden);
        desk.MapPost("/enforcement/{id:int}/end", EndEnforcement).WithName(nameof(EndEnforcement)).Refusable();
        desk.MapPost("/inspections/{id:int}/enforcement", HandOver).WithName("HandOverInspection").Refusable();
    }

    /// <summary>A page of the office's samples, newest first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<SampleRow>> ListSamples(ApiCaller caller, Samples samples, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        samples.ListAsync(caller.Value, new Paging(skip, take), cancellationToken);

    /// <summary>Announces a sample; rule, population and seed (or its source) enter the audit chain. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> AnnounceSample(
        ApiCaller caller, Samples samples, SampleBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var id = await samples.AnnounceAsync(caller.Value, IdempotencyKey.Require(key), body.ToDraft(), cancellationToken);
        return TypedResults.Created($"/api/samples/{id}", new CreatedEntry(id.Value));
    }

    /// <summary>A sample with what it drew, in the order of the draw.</summary>
    internal static async Task<SampleDetail> GetSample(ApiCaller caller, Samples samples, int id, CancellationToken cancellationToken) =>
        await samples.GetAsync(caller.Value, new SampleId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "sample"), ("id", id));

    /// <summary>Numbers of the population, ascending, a line each: their SHA-256 is the announced digest, and the draw can be repeated from them.</summary>
    internal static async Task<FileContentHttpResult> ExportPopulation(ApiCaller caller, Samples samples, int id, CancellationToken cancellationToken)
    {
        var population = await samples.PopulationAsync(caller.Value, new SampleId(id), cancellationToken);
        var text = string.Concat(population.Select(item => item.ToString(CultureInfo.InvariantCulture) + "\n"));
        return TypedResults.File(System.Text.Encoding.ASCII.GetBytes(text), "text/plain", string.Create(CultureInfo.InvariantCulture, $"population-{id}.txt"));
    }

    /// <summary>Draws an announced sample, once its seed is published.</summary>
    internal static async Task<NoContent> DrawSample(ApiCaller caller, Samples samples, int id, DrawBody body, CancellationToken cancellationToken)
    {
        await samples.DrawAsync(caller.Value, new SampleId(id), body.Seed, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Calls an announced sample off; its announcement stays in the audit chain.</summary>
    internal static async Task<NoContent> WithdrawSample(ApiCaller caller, Samples samples, int id, CancellationToken cancellationToken)
    {
        await samples.WithdrawAsync(caller.Value, new SampleId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Says what was found where a drawn record says that work was done; once.</summary>
    internal static async Task<NoContent> RecordSpotCheck(ApiCaller caller, SpotChecks checks, int id, SpotCheckBody body, CancellationToken cancellationToken)
    {
        await checks.RecordAsync(caller.Value, new SpotCheckId(id), body.Result, body.Note, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Adds a photo to a spot check, before its result is said. The same picture again changes nothing.</summary>
    /// <remarks>The body is the JPEG or PNG itself, at most 8 MiB.</remarks>
    internal static async Task<StoredFileAnswer> AddSpotCheckFile(ApiCaller caller, SpotChecks checks, HttpRequest request, int id, CancellationToken cancellationToken)
    {
        if (request.ContentLength > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        return new StoredFileAnswer(await checks.AddPhotoAsync(caller.Value, new SpotCheckId(id), bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellationToken));
    }

    /// <summary>A photo's bytes.</summary>
    internal static async Task<FileStreamHttpResult> GetSpotCheckFile(ApiCaller caller, SpotChecks checks, HttpResponse response, int id, string sha256, CancellationToken cancellationToken)
    {
        var file = await checks.OpenAsync(caller.Value, new SpotCheckId(id), sha256, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "file"), ("id", id));
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(file.Content, file.MediaType);
    }

    /// <summary>A page of what was handed to enforcement: open cases first, then the newest.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<EnforcementRow>> ListEnforcement(ApiCaller caller, EnforcementCases cases, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        cases.ListAsync(caller.Value, new Paging(skip, take), cancellationToken);

    /// <summary>Hands a record to an enforcement authority under its case number; one open case per record.</summary>
    internal static async Task<Created<CreatedEntry>> HandOver(ApiCaller caller, EnforcementCases cases, int id, HandOverBody body, CancellationToken cancellationToken)
    {
        var opened = await cases.HandOverAsync(caller.Value, new InspectionItemId(id), body.Number, body.Authority, body.Reason, cancellationToken);
        return TypedResults.Created($"/api/enforcement/{opened}", new CreatedEntry(opened.Value));
    }

    /// <summary>Enters the authority's result, or takes the case back.</summary>
    internal static async Task<NoContent> EndEnforcement(ApiCaller caller, EnforcementCases cases, int id, EnforcementEndBody body, CancellationToken cancellationToken)
    {
        await cases.EndAsync(caller.Value, new EnforcementCaseId(id), body.Action, body.Words, cancellationToken);
        return TypedResults.NoContent();
    }
}
