using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using Facilities.Operations;
using Facilities.Operations.Claims;
using Microsoft.AspNetCore.Mvc;

namespace Facilities.Dashboard.Api;

/// <summary>Insurance claims: list, detail, actions.</summary>
internal static class ClaimsApi
{
    public static void MapClaims(this IEndpointRouteBuilder api)
    {
        var claims = api.MapGroup("/claims").WithTags("Claims");
        claims.MapGet("/", ListClaims).ForTokens(TokenScope.ReadClaims).WithName(nameof(ListClaims));
        claims.MapGet("/{id:int}", GetClaim).ForTokens(TokenScope.ReadClaims).WithName(nameof(GetClaim)).ProducesProblem(StatusCodes.Status404NotFound);
        claims.MapPost("/{id:int}/actions", Act).WithName("ActOnClaim").Refusable();
    }

    /// <summary>A page of the claims, newest first.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<ClaimRow>> ListClaims(ApiCaller caller, ClaimQueries claims, ClaimState? state, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewClaims);
        return claims.ListAsync(caller.Value.Scope, state, new Paging(skip, take), cancellationToken);
    }

    /// <summary>One claim with its timeline and the telemetry behind it.</summary>
    internal static async Task<ClaimDetail> GetClaim(ApiCaller caller, ClaimQueries claims, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewClaims);
        return await claims.GetAsync(caller.Value, new ClaimId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "claim"), ("id", id));
    }

    /// <summary>Carries out one action on a claim. The same key twice changes nothing and answers the same.</summary>
    /// <param name="key">Chosen by the caller, unique per intention, at most 80 characters.</param>
    internal static Task<ClaimState> Act(
        ApiCaller caller, ClaimActions actions, int id, ClaimActionBody body, CancellationToken cancellationToken, [FromHeader(Name = IdempotencyKey.Header)] string? key = null) =>
        actions.ActAsync(caller.Value, new ClaimId(id), body.ToCommand(IdempotencyKey.Require(key)), cancellationToken);
}
