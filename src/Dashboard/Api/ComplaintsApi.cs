using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Complaints;
using Facilities.Operations;
using Facilities.Operations.Complaints;
using Facilities.Operations.Exports;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Records of the hotline: brought by programs or as files, understood, confirmed by people, added up by quarter.</summary>
internal static class ComplaintsApi
{
    public static void MapComplaints(this IEndpointRouteBuilder api)
    {
        var complaints = api.MapGroup("/complaints").WithTags("Complaints");
        complaints.MapGet("/", ListComplaints).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListComplaints)).Refusable();
        complaints.MapPost("/", TakeComplaints).ForTokens(TokenScope.WorkOnFaults).WithName(nameof(TakeComplaints)).Refusable();
        complaints.MapPost("/{id:int}/review", ReviewComplaint).WithName(nameof(ReviewComplaint)).Refusable();
        complaints.MapPost("/{id:int}/fault", OpenComplaintFault).ForTokens(TokenScope.ReportFaults).WithName(nameof(OpenComplaintFault)).Refusable();
        complaints.MapGet("/analysis", AnalyseComplaints).ForTokens(TokenScope.ReadFaults).WithName(nameof(AnalyseComplaints)).Refusable();
        complaints.MapGet("/analysis/export", ExportComplaintAnalysis).ForTokens(TokenScope.ReadFaults).WithName(nameof(ExportComplaintAnalysis)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        complaints.MapPost("/imports", UploadComplaints).ForTokens(TokenScope.WorkOnFaults).WithName(nameof(UploadComplaints)).Refusable()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(ComplaintImports.MaximumBytes));
        complaints.MapGet("/imports/{id:int}", GetComplaintImport).ForTokens(TokenScope.WorkOnFaults).WithName(nameof(GetComplaintImport)).Refusable();
        complaints.MapPost("/imports/{id:int}/start", StartComplaintImport).ForTokens(TokenScope.WorkOnFaults).WithName(nameof(StartComplaintImport)).Refusable();
        complaints.MapGet("/imports/{id:int}/refused", ExportRefusedComplaints).ForTokens(TokenScope.WorkOnFaults).WithName(nameof(ExportRefusedComplaints)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    /// <summary>A page of the records in the caller's scope, newest first.</summary>
    /// <param name="state">Only of one state; <c>Waiting</c> is the queue for review.</param>
    /// <param name="topic">Only about one topic.</param>
    /// <param name="community">Only of one community.</param>
    /// <param name="asset">Only about one piece of equipment.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<ComplaintRow>> ListComplaints(
        ApiCaller caller, ComplaintDesk desk, ComplaintState? state, ComplaintTopic? topic, int? community, int? asset, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        desk.ListAsync(
            caller.Value, new ComplaintFilter(state, topic, community is { } site ? new CommunityId(site) : null, asset is { } id ? new AssetId(id) : null), new Paging(skip, take), cancellationToken);

    /// <summary>Takes up to 500 records. The number of a record tells it: the same again changes nothing.</summary>
    internal static async Task<TakenComplaints> TakeComplaints(ApiCaller caller, ComplaintDesk desk, ComplaintRecordsBody body, CancellationToken cancellationToken)
    {
        var (added, refused) = await desk.TakeAsync(caller.Value, body.Source, body.Records, cancellationToken);
        return new TakenComplaints(body.Records.Count, added, body.Records.Count - added - refused.Count, [.. refused.Select(item => new RefusedComplaint(item.Index, item.Reason))]);
    }

    /// <summary>Says what a record is about; a confirmed name of the community is remembered.</summary>
    internal static async Task<NoContent> ReviewComplaint(ApiCaller caller, ComplaintDesk desk, int id, ComplaintReview body, CancellationToken cancellationToken)
    {
        await desk.ReviewAsync(caller.Value, new ComplaintId(id), body, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Makes a fault of a believed or confirmed complaint whose equipment is known, in its words, or joins the open one of the family; one that is closed by now is only named.</summary>
    /// <remarks>A complaint has one fault: twice changes nothing and answers the same.</remarks>
    internal static Task<FaultOutcome> OpenComplaintFault(ApiCaller caller, ComplaintFaults faults, int id, ComplaintFaultBody body, CancellationToken cancellationToken) =>
        faults.OpenAsync(caller.Value, new ComplaintId(id), body.Family, body.Severity, cancellationToken);

    /// <summary>A quarter beside the same one a year before and the one half a year before, with topics, communities, hours and two years of months.</summary>
    /// <param name="quarter">Any day of it; the last whole one if left out.</param>
    /// <param name="community">Only this one.</param>
    internal static async Task<ComplaintAnswer> AnalyseComplaints(ApiCaller caller, ComplaintAnalysis analysis, SiteClock clock, DateOnly? quarter, int? community, CancellationToken cancellationToken) =>
        ComplaintAnswer.Of(await analysis.QuarterAsync(caller.Value, quarter ?? LastWhole(clock), community is { } site ? new CommunityId(site) : null, cancellationToken));

    /// <summary>The topics of it as CSV or XLSX.</summary>
    /// <param name="quarter">Any day of it; the last whole one if left out.</param>
    /// <param name="community">Only this one.</param>
    internal static async Task ExportComplaintAnalysis(
        ApiCaller caller, ComplaintExport export, SiteClock clock, HttpResponse response, DateOnly? quarter, int? community, CancellationToken cancellationToken, ExportFormat format = ExportFormat.Csv) =>
        await response.SendAsync(await export.TableAsync(caller.Value, quarter ?? LastWhole(clock), community is { } site ? new CommunityId(site) : null, Exports.Culture, cancellationToken), format, cancellationToken);

    /// <summary>Keeps a CSV (the body itself; GBK, GB18030 or UTF-8) and says what its columns look like; nothing is taken before it is started.</summary>
    /// <param name="source">Where it comes from, e.g. <c>12345</c>.</param>
    /// <param name="name">Of the file.</param>
    internal static async Task<ComplaintImportAnswer> UploadComplaints(ApiCaller caller, ComplaintImports imports, HttpRequest request, string source, CancellationToken cancellationToken, string name = "upload.csv")
    {
        if (request.ContentLength > ComplaintImports.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", ComplaintImports.MaximumBytes));
        var draft = await imports.UploadAsync(caller.Value, source, name, request.Body, cancellationToken);
        return ComplaintImportAnswer.Of(draft.Import, draft.Headings);
    }

    /// <summary>How far it is.</summary>
    internal static async Task<ComplaintImportAnswer> GetComplaintImport(ApiCaller caller, ComplaintImports imports, int id, CancellationToken cancellationToken) =>
        ComplaintImportAnswer.Of(await imports.FindAsync(caller.Value, new ComplaintImportId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "import"), ("id", id)), []);

    /// <summary>Lets it begin; headings by field (<c>Record</c>, <c>Received</c>, <c>Text</c>, <c>Address</c>, <c>Site</c>, <c>Category</c>). Twice changes nothing.</summary>
    internal static async Task<NoContent> StartComplaintImport(ApiCaller caller, ComplaintImports imports, int id, ComplaintMappingBody body, CancellationToken cancellationToken)
    {
        await imports.StartAsync(caller.Value, new ComplaintImportId(id), body.Mapping, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The rows that were refused, with line and reason, as CSV or XLSX; at most 10,000.</summary>
    internal static async Task ExportRefusedComplaints(ApiCaller caller, RefusalExport export, HttpResponse response, int id, CancellationToken cancellationToken, ExportFormat format = ExportFormat.Csv) =>
        await response.SendAsync(await export.TableAsync(caller.Value, new ComplaintImportId(id), Exports.Culture, cancellationToken), format, cancellationToken);

    private static DateOnly LastWhole(SiteClock clock) => ComplaintAnalysis.QuarterOf(SiteZone.Default.DayOf(clock.GetUtcNow())).AddDays(-1);
}
