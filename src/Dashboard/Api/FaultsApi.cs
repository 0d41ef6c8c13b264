using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Faults: list, detail, actions, and reporting one.</summary>
internal static class FaultsApi
{
    public static void MapFaults(this IEndpointRouteBuilder api)
    {
        var faults = api.MapGroup("/faults").WithTags("Faults");
        faults.MapGet("/", ListFaults);
        faults.MapGet("/{id:int}", GetFault);
        faults.MapGet("/{id:int}/dispatch-choices", ListDispatchChoices);
        faults.MapPost("/{id:int}/actions", Act);
        api.MapPost("/assets/{id:int}/faults", Report).WithTags("Faults");
    }

    /// <summary>By urgency unless sorted otherwise; open ones unless <paramref name="ended"/>.</summary>
    private static Task<Rows<FaultRow>> ListFaults(
        ApiCaller caller, FaultQueries faults, Severity? severity, FaultState? state, int? community, int? asset, string? type, string? family, string? q, CancellationToken cancellationToken,
        bool ended = false, bool overdue = false, FaultSort sort = FaultSort.Urgency, bool descending = false, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return faults.ListAsync(caller.Value.Scope, new FaultFilter
        {
            OpenOnly = !ended,
            EndedOnly = ended,
            Severity = severity,
            State = state,
            Community = community is { } site ? new CommunityId(site) : null,
            Asset = asset is { } one ? new AssetId(one) : null,
            TypeKey = type,
            Family = family,
            OverdueOnly = overdue,
            Search = q,
            Sort = sort,
            Descending = descending,
            Paging = new Paging(skip, take),
        }, cancellationToken);
    }

    private static async Task<FaultDetail> GetFault(ApiCaller caller, FaultDetailQuery faults, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await faults.GetAsync(caller.Value, new FaultId(id), cancellationToken) ?? throw NotFound(id);
    }

    private static Task<IReadOnlyList<DispatchChoice>> ListDispatchChoices(ApiCaller caller, FaultDetailQuery faults, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return faults.DispatchChoicesAsync(caller.Value.Scope, new FaultId(id), cancellationToken);
    }

    private static Task<FaultOutcome> Act(
        ApiCaller caller, FaultActions actions, int id, FaultActionBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.ActAsync(caller.Value, new FaultId(id), body.ToCommand(IdempotencyKey.Require(key)), cancellationToken);

    private static Task<FaultOutcome> Report(
        ApiCaller caller, FaultActions actions, int id, FaultReportBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.ReportAsync(caller.Value, body.ToReport(new AssetId(id), IdempotencyKey.Require(key)), cancellationToken);

    private static RuleViolation NotFound(int id) => new(OperationCodes.NotFound, ("kind", "fault"), ("id", id));
}
