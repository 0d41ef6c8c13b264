using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Inspections;
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
        inspections.MapGet("/{id:int}", GetInspection).ForTokens(TokenScope.ReadInspections).WithName(nameof(GetInspection)).ProducesProblem(StatusCodes.Status404NotFound);
        inspections.MapPost("/{id:int}/complete", Complete).WithName("CompleteInspection").Refusable();
        inspections.MapPost("/{id:int}/excuse", Excuse).WithName("ExcuseInspection").Refusable();
    }

    /// <summary>A page of the inspections: pending ones by due date, unless asked otherwise.</summary>
    /// <param name="all">Also those that are done, missed or excused.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<InspectionRow>> ListInspections(
        ApiCaller caller, InspectionQueries inspections, InspectionState? state, int? community, int? asset, string? template, DateOnly? from, DateOnly? until,
        CancellationToken cancellationToken, bool all = false, bool descending = false, int skip = 0, int take = 50)
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
            Descending = descending,
            Paging = new Paging(skip, take),
        }, cancellationToken);
    }

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

    /// <summary>Records that it isn't needed, with a permit.</summary>
    internal static async Task<NoContent> Excuse(ApiCaller caller, InspectionActions actions, int id, ExcuseBody body, CancellationToken cancellationToken)
    {
        await actions.ExcuseAsync(caller.Value, new InspectionItemId(id), body.PermitNumber, cancellationToken);
        return TypedResults.NoContent();
    }
}
