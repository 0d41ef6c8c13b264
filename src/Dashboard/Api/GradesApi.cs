using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Exports;
using Facilities.Operations.Grades;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Grades of communities, their causes, and appeals. Appeals are for people only.</summary>
internal static class GradesApi
{
    public static void MapGrades(this IEndpointRouteBuilder api)
    {
        var grades = api.MapGroup("").WithTags("Grades");
        grades.MapGet("/grades", ListGrades).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListGrades)).Refusable();
        grades.MapGet("/grades/{community:int}", GetGrade).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetGrade)).Refusable();
        grades.MapGet("/grades/subdistricts", RankSubdistricts).WithName(nameof(RankSubdistricts)).Refusable();
        grades.MapGet("/grades/export", ExportGrades).ForTokens(TokenScope.ReadFaults).WithName(nameof(ExportGrades)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        grades.MapPost("/grades/{community:int}/appeals", AppealGrade).WithName(nameof(AppealGrade)).Refusable();
        grades.MapPost("/grade-appeals/{id:int}/decision", DecideGradeAppeal).WithName(nameof(DecideGradeAppeal)).Refusable();
    }

    /// <summary>The communities that the caller sees, the worst first; at most 5,000.</summary>
    internal static Task<IReadOnlyList<GradeRow>> ListGrades(ApiCaller caller, GradeQueries grades, CancellationToken cancellationToken) => grades.ListAsync(caller.Value, cancellationToken);

    /// <summary>A community's months with their causes, the newest first, its appeals, and its manager's credit.</summary>
    internal static async Task<GradeDetail> GetGrade(ApiCaller caller, GradeQueries grades, int community, CancellationToken cancellationToken) =>
        await grades.GetAsync(caller.Value, new CommunityId(community), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));

    /// <summary>The subdistricts of the caller's scope, the best first.</summary>
    internal static Task<IReadOnlyList<SubdistrictRank>> RankSubdistricts(ApiCaller caller, GradeQueries grades, CancellationToken cancellationToken) => grades.RankAsync(caller.Value, cancellationToken);

    /// <summary>The list as CSV or XLSX.</summary>
    internal static async Task ExportGrades(ApiCaller caller, GradeExport export, HttpResponse response, CancellationToken cancellationToken, ExportFormat format = ExportFormat.Csv) =>
        await response.SendAsync(await export.TableAsync(caller.Value, Exports.Culture, cancellationToken), format, cancellationToken);

    /// <summary>Appeals against a closed month, once, within 30 days. Until it is decided the month counts for no list and no ranking.</summary>
    internal static async Task<Created<CreatedEntry>> AppealGrade(ApiCaller caller, GradeAppeals appeals, int community, GradeAppealBody body, CancellationToken cancellationToken)
    {
        var id = await appeals.RaiseAsync(caller.Value, new CommunityId(community), body.Month, body.Reason, cancellationToken);
        return TypedResults.Created($"/api/grade-appeals/{id}", new CreatedEntry(id.Value));
    }

    /// <summary>Decides an appeal, once, with a reason.</summary>
    internal static async Task<NoContent> DecideGradeAppeal(ApiCaller caller, GradeAppeals appeals, int id, GradeDecisionBody body, CancellationToken cancellationToken)
    {
        await appeals.DecideAsync(caller.Value, new GradeAppealId(id), body.Granted, body.Words, cancellationToken);
        return TypedResults.NoContent();
    }
}
