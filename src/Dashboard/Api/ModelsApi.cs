using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Models;
using Facilities.Operations;
using Facilities.Operations.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>What was learned of assets from their stored hours.</summary>
internal static class ModelsApi
{
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("Models");
        models.MapGet("/", ListModels).ForTokens(TokenScope.ReadAssets).WithName(nameof(ListModels)).ProducesProblem(StatusCodes.Status403Forbidden);
        models.MapGet("/runs", ListModelRuns).ForTokens(TokenScope.ReadAssets).WithName(nameof(ListModelRuns)).ProducesProblem(StatusCodes.Status403Forbidden);
        var assets = api.MapGroup("/assets").WithTags("Models");
        assets.MapGet("/{id:int}/models", GetModels).ForTokens(TokenScope.ReadAssets).WithName(nameof(GetModels)).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        assets.MapPost("/{id:int}/models/{baseline}/rollback", RollBackModel).ForTokens(TokenScope.ManageAssets).WithName(nameof(RollBackModel)).Refusable();
    }

    /// <summary>A page of the models that judge: those whose asset is operated as never before first, then shadows.</summary>
    /// <param name="state">Only of one state; retired ones are listed only when asked for.</param>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<AssetModelRow>> ListModels(ApiCaller caller, ModelQueries models, ModelState? state, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.SetThresholds);
        return models.ListAsync(caller.Value.Scope, state, new Paging(skip, take), cancellationToken);
    }

    /// <summary>How far training, the hourly look and the search for trends have come.</summary>
    internal static Task<IReadOnlyList<RunRow>> ListModelRuns(ApiCaller caller, ModelQueries models, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.SetThresholds);
        return models.RunsAsync(cancellationToken);
    }

    /// <summary>All versions of an asset's models, the newest first.</summary>
    internal static async Task<IReadOnlyList<AssetModelRow>> GetModels(ApiCaller caller, ModelQueries models, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.SetThresholds);
        return await models.OfAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
    }

    /// <summary>Takes the right to alarm from the active model and gives it back to the one before; without one none alarms until another has passed its shadow.</summary>
    internal static async Task<NoContent> RollBackModel(ApiCaller caller, ModelActions models, int id, ModelBaseline baseline, CancellationToken cancellationToken)
    {
        await models.RollBackAsync(caller.Value, new AssetId(id), baseline, cancellationToken);
        return TypedResults.NoContent();
    }
}
