using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Explanations;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Faults: list, detail, actions, and reporting one.</summary>
internal static class FaultsApi
{
    public static void MapFaults(this IEndpointRouteBuilder api)
    {
        var faults = api.MapGroup("/faults").WithTags("Faults");
        faults.MapGet("/", ListFaults).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListFaults));
        faults.MapGet("/{id:int}", GetFault).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetFault)).ProducesProblem(StatusCodes.Status404NotFound);
        faults.MapGet("/{id:int}/explanation", GetExplanation).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetExplanation)).ProducesProblem(StatusCodes.Status404NotFound);
        faults.MapGet("/{id:int}/dispatch-choices", ListDispatchChoices).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListDispatchChoices)).ProducesProblem(StatusCodes.Status404NotFound);
        faults.MapGet("/{id:int}/party-choices", ListPartyChoices).ForTokens(TokenScope.ReadFaults).WithName(nameof(ListPartyChoices)).ProducesProblem(StatusCodes.Status404NotFound);
        faults.MapPost("/{id:int}/actions", Act).ForTokens(TokenScope.WorkOnFaults).WithName("ActOnFault").Refusable();
        api.MapPost("/assets/{id:int}/faults", Report).ForTokens(TokenScope.ReportFaults).WithName("ReportFault").Refusable().WithTags("Faults");
    }

    /// <summary>A page of the faults: open ones by urgency, unless asked otherwise.</summary>
    /// <remarks>At most 500 rows at once, in <paramref name="take"/>.</remarks>
    /// <param name="q">Part of the number or of the asset's name or code.</param>
    /// <param name="ended">The closed, merged and rejected ones instead.</param>
    /// <param name="overdue">Only those with a limit that is past.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<FaultRow>> ListFaults(
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

    /// <summary>One fault with deadlines, history, findings, and what the caller may do now.</summary>
    internal static async Task<FaultDetail> GetFault(ApiCaller caller, FaultDetailQuery faults, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await faults.GetAsync(caller.Value, new FaultId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Why it is believed: which signals by how much against what, how sure, what it looks like, what helped before, what to do.</summary>
    /// <remarks>Past cases are those in the caller's scope.</remarks>
    internal static async Task<FaultExplanation> GetExplanation(ApiCaller caller, FaultExplanations explanations, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await explanations.OfAsync(caller.Value.Scope, new FaultId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>To whom the fault can be dispatched.</summary>
    internal static async Task<IReadOnlyList<DispatchChoice>> ListDispatchChoices(ApiCaller caller, FaultDetailQuery faults, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await faults.DispatchChoicesAsync(caller.Value.Scope, new FaultId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Which organisations can be asked to do a part of the fault.</summary>
    internal static async Task<IReadOnlyList<PartyChoice>> ListPartyChoices(ApiCaller caller, FaultDetailQuery faults, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await faults.PartyChoicesAsync(caller.Value.Scope, new FaultId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Carries out one action of the loop. The same key twice changes nothing and answers the same.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static Task<FaultOutcome> Act(
        ApiCaller caller, FaultActions actions, int id, FaultActionBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.ActAsync(caller.Value, new FaultId(id), body.ToCommand(IdempotencyKey.Require(key)), cancellationToken);

    /// <summary>Reports a fault of an asset; joins the open one of the family if there is one.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static Task<FaultOutcome> Report(
        ApiCaller caller, FaultActions actions, int id, FaultReportBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.ReportAsync(caller.Value, body.ToReport(new AssetId(id), IdempotencyKey.Require(key)), cancellationToken);

    private static RuleViolation NotFound(int id) => new(OperationCodes.NotFound, ("kind", "fault"), ("id", id));
}
