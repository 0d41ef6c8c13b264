using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>The library of duties, what firms ask beyond it, and whether what the law demands was done.</summary>
internal static class ComplianceApi
{
    public static void MapCompliance(this IEndpointRouteBuilder api)
    {
        api.MapGet("/duties", ListDuties).ForTokens(TokenScope.ReadInspections).WithTags("Compliance").WithName(nameof(ListDuties)).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/duties/{key}/tighten", TightenDuty).WithTags("Compliance").WithName(nameof(TightenDuty)).Refusable();
        api.MapGet("/schedules", ListSchedules).ForTokens(TokenScope.ReadInspections).WithTags("Compliance").WithName(nameof(ListSchedules)).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/schedules/{id:int}/on-demand", AllowOnDemand).WithTags("Compliance").WithName(nameof(AllowOnDemand)).Refusable();
        api.MapPost("/schedules/{id:int}/on-demand/withdraw", WithdrawOnDemand).WithTags("Compliance").WithName(nameof(WithdrawOnDemand)).Refusable();
        api.MapGet("/compliance", CountCompliance).ForTokens(TokenScope.ReadInspections).WithTags("Compliance").WithName(nameof(CountCompliance)).Refusable();
        api.MapGet("/compliance/export", ExportCompliance).ForTokens(TokenScope.ReadInspections).WithTags("Compliance").WithName(nameof(ExportCompliance)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    /// <summary>Every duty of the library with its basis, and what the caller's firm asks beyond it.</summary>
    internal static Task<IReadOnlyList<DutyRow>> ListDuties(ApiCaller caller, InspectionDuties duties, CancellationToken cancellationToken) =>
        duties.LibraryAsync(caller.Value, cancellationToken);

    /// <summary>The caller's firm asks more of itself than the rule does, from a day on. The same again changes nothing.</summary>
    internal static async Task<NoContent> TightenDuty(ApiCaller caller, InspectionDuties duties, string key, TightenBody body, CancellationToken cancellationToken)
    {
        await duties.TightenAsync(caller.Value, key, body.Interval, body.From, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>A page of the duties of assets, by asset.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<ScheduleRow>> ListSchedules(
        ApiCaller caller, InspectionDuties duties, int? community, int? asset, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewInspections);
        return duties.SchedulesAsync(
            caller.Value.Scope, asset is { } one ? new AssetId(one) : null, community is { } site ? new CommunityId(site) : null, new Paging(skip, take), cancellationToken);
    }

    /// <summary>On-demand maintenance (按需维保) of one asset under a permit, from a day to a day, within the bounds of the duty.</summary>
    internal static async Task<NoContent> AllowOnDemand(ApiCaller caller, InspectionDuties duties, int id, OnDemandBody body, CancellationToken cancellationToken)
    {
        await duties.AllowOnDemandAsync(caller.Value, new InspectionScheduleId(id), body.Interval, body.From, body.Until, body.PermitNumber, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Withdraws a permit for on-demand maintenance after a last day, today or later; from the next day on the rule's interval holds again.</summary>
    internal static async Task<NoContent> WithdrawOnDemand(ApiCaller caller, InspectionDuties duties, int id, OnDemandEndBody body, CancellationToken cancellationToken)
    {
        await duties.WithdrawOnDemandAsync(caller.Value, new InspectionScheduleId(id), body.PermitNumber, body.LastDay, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>How the duties of a span stand, worst first.</summary>
    /// <param name="from">First due date.</param>
    /// <param name="until">Last due date, included; at most 1100 days after the first.</param>
    /// <param name="by">What a row stands for; assets need a community, firm or asset.</param>
    /// <param name="firm">Firm that runs the community or is under contract for the asset.</param>
    /// <param name="template">Key of a duty.</param>
    internal static Task<IReadOnlyList<ComplianceRow>> CountCompliance(
        ApiCaller caller, ComplianceQuery compliance, DateOnly from, DateOnly until, int? district, int? community, int? firm, int? asset, string? template,
        CancellationToken cancellationToken, ComplianceBy by = ComplianceBy.Community) =>
        compliance.CountAsync(caller.Value, Filter(from, until, by, district, community, firm, asset, template, null), cancellationToken);

    /// <summary>
    /// The same as CSV (UTF-8 with byte order mark) or XLSX, or the items behind it; with filter, time and the head of the audit chain, after the rows or on a sheet of their own.
    /// </summary>
    /// <param name="from">First due date.</param>
    /// <param name="until">Last due date, included; at most 1100 days after the first.</param>
    /// <param name="by">What a row of the table stands for; assets need a community, firm or asset.</param>
    /// <param name="of">Only items that one column counts.</param>
    internal static async Task ExportCompliance(
        ApiCaller caller, ComplianceExport exports, HttpResponse response, DateOnly from, DateOnly until, int? district, int? community, int? firm, int? asset, string? template, ComplianceOutcome? of,
        CancellationToken cancellationToken, ComplianceBy by = ComplianceBy.Community, ComplianceExportWhat what = ComplianceExportWhat.Table, ExportFormat format = ExportFormat.Csv)
    {
        var filter = Filter(from, until, by, district, community, firm, asset, template, of);
        var table = what == ComplianceExportWhat.Table ? await exports.TableAsync(caller.Value, filter with { Of = null }, Exports.Culture, cancellationToken) : await exports.ItemsAsync(caller.Value, filter, Exports.Culture, cancellationToken);
        await response.SendAsync(table, format, cancellationToken);
    }

    private static ComplianceFilter Filter(DateOnly from, DateOnly until, ComplianceBy by, int? district, int? community, int? firm, int? asset, string? template, ComplianceOutcome? of) => new()
    {
        From = from,
        Until = until,
        By = by,
        District = district is { } above ? new OrganisationId(above) : null,
        Community = community is { } site ? new CommunityId(site) : null,
        Firm = firm is { } organisation ? new OrganisationId(organisation) : null,
        Asset = asset is { } one ? new AssetId(one) : null,
        TemplateKey = template,
        Of = of,
    };
}
