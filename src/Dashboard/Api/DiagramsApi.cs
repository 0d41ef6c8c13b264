using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Diagrams;
using Facilities.Operations.Diagrams;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Diagrams of a community's systems.</summary>
internal static class DiagramsApi
{
    public static void MapDiagrams(this IEndpointRouteBuilder api)
    {
        var diagrams = api.MapGroup("/sites/{site}/diagrams").WithTags("Diagrams");
        diagrams.MapGet("/{system}", GetDiagram).ForTokens(TokenScope.ReadAssets).WithName(nameof(GetDiagram)).Refusable();
        diagrams.MapPut("/{system}", SaveDiagram).ForTokens(TokenScope.ManageAssets).WithName(nameof(SaveDiagram)).Refusable();
        diagrams.MapDelete("/{system}", ResetDiagram).ForTokens(TokenScope.ManageAssets).WithName(nameof(ResetDiagram)).Refusable();
        diagrams.MapPost("/{system}/arrangement", ArrangeDiagram).ForTokens(TokenScope.ReadAssets).WithName(nameof(ArrangeDiagram)).Refusable();
    }

    /// <summary>The system with its nodes, what feeds what, and where each node stands.</summary>
    /// <param name="arranged">False: as the template draws it, whatever people changed.</param>
    internal static Task<SystemDiagram> GetDiagram(ApiCaller caller, DiagramQueries diagrams, string site, SystemKind system, CancellationToken cancellationToken, bool arranged = true) =>
        diagrams.GetAsync(caller.Value, site, system, cancellationToken, arranged);

    /// <summary>Keeps where nodes stand, what feeds what and which belong together.</summary>
    internal static async Task<NoContent> SaveDiagram(ApiCaller caller, DiagramQueries diagrams, SiteDiagramBook book, string site, SystemKind system, DiagramLayout body, CancellationToken cancellationToken)
    {
        await book.SaveAsync(caller.Value, await CommunityAsync(caller, diagrams, site, system, cancellationToken), system, body, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Goes back to the template's arrangement.</summary>
    internal static async Task<NoContent> ResetDiagram(ApiCaller caller, DiagramQueries diagrams, SiteDiagramBook book, string site, SystemKind system, CancellationToken cancellationToken)
    {
        await book.SaveAsync(caller.Value, await CommunityAsync(caller, diagrams, site, system, cancellationToken), system, null, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Where the service would put the nodes if they were linked and grouped like this. Keeps nothing.</summary>
    internal static Task<IReadOnlyList<PlacedNode>> ArrangeDiagram(ApiCaller caller, SiteDiagramBook book, string site, SystemKind system, DiagramLayout body, CancellationToken cancellationToken) =>
        book.ArrangeAsync(caller.Value, site, system, body, cancellationToken);

    private static async Task<CommunityId> CommunityAsync(ApiCaller caller, DiagramQueries diagrams, string site, SystemKind system, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ManageAssets);
        return (await diagrams.GetAsync(caller.Value, site, system, cancellationToken)).CommunityId;
    }
}
