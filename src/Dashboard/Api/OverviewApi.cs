using Facilities.Dashboard.Access;
using Facilities.Domain.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Overview;

namespace Facilities.Dashboard.Api;

/// <summary>What the overview page shows.</summary>
internal static class OverviewApi
{
    public static void MapOverview(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Overview");
        group.MapGet("/overview", GetOverview).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetOverview)).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.MapGet("/communities", ListCommunities).ForTokens(TokenScope.ReadAssets).WithName(nameof(ListCommunities));
    }

    /// <summary>What is wrong now, what is overdue, what comes next.</summary>
    internal static Task<OverviewResult> GetOverview(ApiCaller caller, OverviewQuery query, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return query.GetAsync(caller.Value.Scope, cancellationToken);
    }

    /// <summary>The communities that the caller sees.</summary>
    internal static Task<IReadOnlyList<CommunityChoice>> ListCommunities(ApiCaller caller, AssetQueries assets, CancellationToken cancellationToken) =>
        assets.CommunitiesAsync(caller.Value.Scope, cancellationToken);
}
