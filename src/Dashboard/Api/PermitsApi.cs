using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Permits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Permits (停用, 检修, 测试) of an asset.</summary>
internal static class PermitsApi
{
    public static void MapPermits(this IEndpointRouteBuilder api)
    {
        api.MapGet("/assets/{id:int}/permits", ListPermits).ForTokens(TokenScope.ReadAssets).WithName(nameof(ListPermits)).WithTags("Permits").Refusable();
        api.MapPost("/assets/{id:int}/permits", GrantPermit).ForTokens(TokenScope.ManageAssets).WithName(nameof(GrantPermit)).WithTags("Permits").Refusable();
        api.MapPost("/permits/{id:int}/end", EndPermit).ForTokens(TokenScope.ManageAssets).WithName(nameof(EndPermit)).WithTags("Permits").Refusable();
    }

    /// <summary>The permits of an asset, those that run and will run first; at most 50.</summary>
    internal static Task<IReadOnlyList<PermitRow>> ListPermits(ApiCaller caller, PermitBook permits, int id, CancellationToken cancellationToken) =>
        permits.ListAsync(caller.Value, new AssetId(id), cancellationToken);

    /// <summary>Grants a permit. Its times are the site's local ones.</summary>
    internal static async Task<Created<CreatedEntry>> GrantPermit(ApiCaller caller, PermitBook permits, int id, PermitDraft draft, CancellationToken cancellationToken)
    {
        var permit = await permits.GrantAsync(caller.Value, new AssetId(id), draft, cancellationToken);
        return TypedResults.Created($"/api/permits/{permit}", new CreatedEntry(permit.Value));
    }

    /// <summary>Ends a permit before its time; what still stands opens its fault.</summary>
    internal static async Task<NoContent> EndPermit(ApiCaller caller, PermitBook permits, int id, CancellationToken cancellationToken)
    {
        await permits.EndAsync(caller.Value, new PermitId(id), cancellationToken);
        return TypedResults.NoContent();
    }
}
