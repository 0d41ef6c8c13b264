using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Crew;
using Facilities.Operations.Inspections;
using Facilities.Operations.Proofs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Inspections: list, detail, completing and excusing one.</summary>
internal static class InspectionsApi
{
    public static void MapInspections(this IEndpointRouteBuilder api)
    {
        var inspections = api.MapGroup("/inspections").WithTags("Inspections");
        inspections.MapGet("/", ListInspections).ForTokens(TokenScope.ReadInspections).WithName(nameof(ListInspections));
        inspections.MapGet("/calendar", GetInspectionCalendar).ForTokens(TokenScope.ReadInspections).WithName(nameof(GetInspectionCalendar)).Refusable();
        inspections.MapGet("/{id:int}", GetInspection).ForTokens(TokenScope.ReadInspections).WithName(nameof(GetInspection)).ProducesProblem(StatusCodes.Status404NotFound);
        inspections.MapPost("/{id:int}/complete", Complete).WithName("CompleteInspection").Refusable();
        inspections.MapPost("/{id:int}/corrections", Correct).WithName("CorrectInspection").Refusable();
        inspections.MapPost("/{id:int}/reschedule", Reschedule).WithName("RescheduleInspection").Refusable();
        inspections.MapPut("/{id:int}/crew", Assign).WithName("AssignInspection").Refusable();
        inspections.MapPost("/{id:int}/files", AddInspectionFile).WithName(nameof(AddInspectionFile)).Refusable().Accepts<byte[]>("image/jpeg", "image/png")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(FaultFiles.MaximumBytes));
        inspections.MapGet("/{id:int}/files/{sha256}", GetInspectionFile).ForTokens(TokenScope.ReadInspections).WithName(nameof(GetInspectionFile)).ProducesProblem(StatusCodes.Status404NotFound);
        inspections.MapGet("/{id:int}/proof", GetInspectionProof).ForTokens(TokenScope.ReadInspections).WithName(nameof(GetInspectionProof)).ProducesProblem(StatusCodes.Status404NotFound);
        inspections.MapGet("/unclaimed", ListUnclaimedWork).ForTokens(TokenScope.ReadInspections).WithName(nameof(ListUnclaimedWork)).ProducesProblem(StatusCodes.Status403Forbidden);
        inspections.MapDelete("/{id:int}", DeleteInspection).WithName(nameof(DeleteInspection)).Refusable();
        api.MapGet("/crew/inspections", ListCrewInspections).ForTokens(TokenScope.ReadInspections).WithTags("Crew").WithName(nameof(ListCrewInspections)).ProducesProblem(StatusCodes.Status403Forbidden);
        inspections.MapPost("/{id:int}/excuse", Excuse).WithName("ExcuseInspection").Refusable();
    }

    /// <summary>A page of the inspections: pending ones by due date, unless asked otherwise.</summary>
    /// <param name="all">Also those that are done, missed or excused.</param>
    /// <param name="crew">Meant for this person, or done by him.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<InspectionRow>> ListInspections(
        ApiCaller caller, InspectionQueries inspections, InspectionState? state, int? community, int? asset, string? template, DateOnly? from, DateOnly? until,
        DateOnly? plannedFrom, DateOnly? plannedUntil, int? firm, int? crew, Performer? performer, CancellationToken cancellationToken, bool all = false, bool descending = false, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewInspections);
        return inspections.ListAsync(caller.Value.Scope, new InspectionFilter
        {
            PendingOnly = !all && state is null,
            State = state,
            Community = community is { } site ? new CommunityId(site) : null,
            Asset = asset is { } one ? new AssetId(one) : null,
            TemplateKey = template,
            From = from,
            Until = until,
            PlannedFrom = plannedFrom,
            PlannedUntil = plannedUntil,
            Firm = firm is { } organisation ? new OrganisationId(organisation) : null,
            Crew = crew is { } person ? new UserId(person) : null,
            Performer = performer,
            Descending = descending,
            Paging = new Paging(skip, take),
        }, cancellationToken);
    }

    /// <summary>Every day of a span with what is planned for it, and whether the site works on it.</summary>
    /// <param name="until">Included; at most 400 days in all.</param>
    /// <param name="firm">Under contract for the asset today, or running its community.</param>
    /// <param name="crew">Meant for this person, or done by him.</param>
    /// <param name="performer">Who does it by the rule.</param>
    internal static Task<IReadOnlyList<PlannedDay>> GetInspectionCalendar(
        ApiCaller caller, InspectionCalendar calendar, DateOnly from, DateOnly until, int? community, int? firm, int? crew, Performer? performer, CancellationToken cancellationToken) =>
        calendar.DaysAsync(caller.Value, new InspectionFilter
        {
            PendingOnly = false,
            PlannedFrom = from,
            PlannedUntil = until,
            Community = community is { } site ? new CommunityId(site) : null,
            Firm = firm is { } organisation ? new OrganisationId(organisation) : null,
            Crew = crew is { } person ? new UserId(person) : null,
            Performer = performer,
        }, cancellationToken);

    /// <summary>One inspection with its steps.</summary>
    internal static async Task<InspectionDetail> GetInspection(ApiCaller caller, InspectionQueries inspections, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewInspections);
        return await inspections.GetAsync(caller.Value, new InspectionItemId(id), cancellationToken)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "inspection"), ("id", id));
    }

    /// <summary>Records that it was done. The same key twice changes nothing and answers the same.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static Task<InspectionState> Complete(
        ApiCaller caller, InspectionActions actions, int id, InspectionBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.CompleteAsync(caller.Value, new InspectionItemId(id), body.ToReport(IdempotencyKey.Require(key)), cancellationToken);

    /// <summary>Says what was wrong in a record; the record stays as it is. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<NoContent> Correct(
        ApiCaller caller, InspectionActions actions, int id, CorrectionReport body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        await actions.CorrectAsync(caller.Value, new InspectionItemId(id), IdempotencyKey.Require(key), body, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Plans it for another day, within what the law leaves open.</summary>
    internal static async Task<NoContent> Reschedule(ApiCaller caller, InspectionActions actions, int id, RescheduleBody body, CancellationToken cancellationToken)
    {
        await actions.RescheduleAsync(caller.Value, new InspectionItemId(id), body.PlannedDate, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Gives it to somebody of the crew, or to nobody in particular.</summary>
    internal static async Task<NoContent> Assign(ApiCaller caller, InspectionActions actions, int id, AssignBody body, CancellationToken cancellationToken)
    {
        await actions.AssignAsync(caller.Value, new InspectionItemId(id), body.Crew is { } crew ? new UserId(crew) : null, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>What the caller's firm has to do now and in the next days, at most 50, with all that is needed where there is no network.</summary>
    internal static Task<Rows<InspectionDetail>> ListCrewInspections(ApiCaller caller, InspectionQueries inspections, CancellationToken cancellationToken) =>
        inspections.TasksAsync(caller.Value, cancellationToken);

    /// <summary>Keeps a photo of an inspection; the same one again changes nothing.</summary>
    /// <remarks>The body is the JPEG or PNG itself, at most 8 MiB. What a camera wrote into it is taken out; the position is kept apart.</remarks>
    /// <param name="step">Key of the step that it shows.</param>
    /// <param name="takenAt">When, for a picture that waited on a phone.</param>
    /// <param name="latitude">Where, degrees by WGS 84.</param>
    internal static async Task<StoredFileAnswer> AddInspectionFile(
        ApiCaller caller, InspectionFiles files, HttpRequest request, int id, CancellationToken cancellationToken,
        string? step = null, DateTimeOffset? takenAt = null, double? latitude = null, double? longitude = null)
    {
        if (request.ContentLength > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellationToken);
        GeoPoint? position = latitude is { } north && longitude is { } east ? new GeoPoint(north, east) : null;
        return new StoredFileAnswer(await files.AddAsync(
            caller.Value, new InspectionPhoto(new InspectionItemId(id), bytes.GetBuffer().AsMemory(0, (int)bytes.Length), step, takenAt, position), cancellationToken));
    }

    /// <summary>A photo's bytes.</summary>
    internal static async Task<FileStreamHttpResult> GetInspectionFile(
        ApiCaller caller, InspectionFiles files, HttpResponse response, int id, string sha256, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewInspections);
        var file = await files.OpenAsync(caller.Value.Scope, new InspectionItemId(id), sha256, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "file"), ("id", id));
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(file.Content, file.MediaType);
    }

    /// <summary>What telemetry says about the record, with its reasons.</summary>
    internal static async Task<ProofDetail> GetInspectionProof(ApiCaller caller, InspectionProofs proofs, int id, CancellationToken cancellationToken) =>
        await proofs.GetAsync(caller.Value, new InspectionItemId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "proof"), ("id", id));

    /// <summary>A page of the work that telemetry shows and nobody recorded, newest first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<UnclaimedRow>> ListUnclaimedWork(ApiCaller caller, UnclaimedWorks works, int? community, int? asset, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        works.ListAsync(caller.Value, community is { } site ? new CommunityId(site) : null, asset is { } one ? new AssetId(one) : null, new Paging(skip, take), cancellationToken);

    /// <summary>Deletes a record that needn't be kept any more; before that it is refused with the day and the basis.</summary>
    internal static async Task<NoContent> DeleteInspection(ApiCaller caller, RecordArchive archive, int id, CancellationToken cancellationToken)
    {
        await archive.DeleteAsync(caller.Value, new InspectionItemId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Records that it isn't needed, with a permit.</summary>
    internal static async Task<NoContent> Excuse(ApiCaller caller, InspectionActions actions, int id, ExcuseBody body, CancellationToken cancellationToken)
    {
        await actions.ExcuseAsync(caller.Value, new InspectionItemId(id), body.PermitNumber, cancellationToken);
        return TypedResults.NoContent();
    }
}
