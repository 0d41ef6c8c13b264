using Facilities.Operations.Assets;
using Facilities.Operations.Overview;

namespace Facilities.Dashboard.Api;

/// <summary>What the overview page shows.</summary>
internal static class OverviewApi
{
    public static void MapOverview(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Overview");
        group.MapGet("/overview", GetOverview);
        group.MapGet("/communities", ListCommunities);
    }

    private static Task<OverviewResult> GetOverview(ApiCaller caller, OverviewQuery query, CancellationToken cancellationToken) =>
        query.GetAsync(caller.Value.Scope, cancellationToken);

    private static Task<IReadOnlyList<CommunityChoice>> ListCommunities(ApiCaller caller, AssetQueries assets, CancellationToken cancellationToken) =>
        assets.CommunitiesAsync(caller.Value.Scope, cancellationToken);
}
