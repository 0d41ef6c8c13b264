using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Policies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Insurance policies: list, detail, recording, new versions of terms, group and end. An insurer sees its own.</summary>
internal static class PoliciesApi
{
    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Policies");
        policies.MapGet("/", ListPolicies).ForTokens(TokenScope.ReadClaims).WithName(nameof(ListPolicies)).ProducesProblem(StatusCodes.Status403Forbidden);
        policies.MapGet("/{id:int}", GetPolicy).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetPolicy)).Refusable();
        policies.MapPost("/", RecordPolicy).WithName(nameof(RecordPolicy)).Refusable();
        policies.MapPost("/{id:int}/terms", ChangePolicyTerms).WithName(nameof(ChangePolicyTerms)).Refusable();
        policies.MapPost("/{id:int}/assets", IncludeAssets).WithName(nameof(IncludeAssets)).Refusable();
        policies.MapPost("/{id:int}/end", EndPolicy).WithName(nameof(EndPolicy)).Refusable();
    }

    /// <summary>A page of the policies, those that end soon first.</summary>
    /// <param name="state">Only these.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<PolicyRow>> ListPolicies(ApiCaller caller, PolicyQueries policies, PolicyState? state, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        policies.ListAsync(caller.Value, state, new Paging(skip, take), cancellationToken);

    /// <summary>One policy with every version of its terms, what is under it and what comes back without a claim.</summary>
    internal static async Task<PolicyDetail> GetPolicy(ApiCaller caller, PolicyQueries policies, int id, CancellationToken cancellationToken) =>
        await policies.GetAsync(caller.Value, new PolicyId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "policy"), ("id", id));

    /// <summary>Records a policy with its first terms. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> RecordPolicy(
        ApiCaller caller, PolicyBook book, PolicyBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var id = await book.RecordAsync(caller.Value, IdempotencyKey.Require(key), body.ToDraft(), cancellationToken);
        return TypedResults.Created($"/api/policies/{id}", new CreatedEntry(id.Value));
    }

    /// <summary>New terms from tomorrow or later: a renewal, or a change of what was agreed; answers their version. What held before is never changed. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<Created<CreatedEntry>> ChangePolicyTerms(
        ApiCaller caller, PolicyBook book, int id, TermsBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        var version = await book.ChangeTermsAsync(caller.Value, IdempotencyKey.Require(key), new PolicyId(id), body.ToDraft(), cancellationToken);
        return TypedResults.Created($"/api/policies/{id}", new CreatedEntry(version));
    }

    /// <summary>Takes more assets into the group from now on; answers how many are under it. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static Task<int> IncludeAssets(
        ApiCaller caller, PolicyBook book, int id, IReadOnlyList<int> assets, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        book.IncludeAsync(caller.Value, IdempotencyKey.Require(key), new PolicyId(id), [.. assets.Select(asset => new AssetId(asset))], cancellationToken);

    /// <summary>Ends a policy before its terms do; it can't be taken back. The same key twice changes nothing.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static async Task<NoContent> EndPolicy(
        ApiCaller caller, PolicyBook book, int id, PolicyEndBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null)
    {
        await book.EndAsync(caller.Value, IdempotencyKey.Require(key), new PolicyId(id), body.LastDay, cancellationToken);
        return TypedResults.NoContent();
    }
}
