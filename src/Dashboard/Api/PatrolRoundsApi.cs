using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Rounds of communities: the points of a patrol in their order.</summary>
internal static class PatrolRoundsApi
{
    public static void MapPatrolRounds(this IEndpointRouteBuilder api)
    {
        api.MapGet("/communities/{id:int}/rounds", ListRounds).ForTokens(TokenScope.ReadInspections).WithTags("Inspections").WithName(nameof(ListRounds)).Refusable();
        api.MapPut("/communities/{id:int}/rounds/{duty}", SetRound).WithTags("Inspections").WithName(nameof(SetRound)).Refusable();
    }

    /// <summary>The rounds of a community, by duty.</summary>
    internal static Task<IReadOnlyList<PatrolRoundRow>> ListRounds(ApiCaller caller, PatrolRounds rounds, int id, CancellationToken cancellationToken) =>
        rounds.ListAsync(caller.Value, new CommunityId(id), cancellationToken);

    /// <summary>Replaces the points of a duty's round, in the order in which they are walked; none: there is no round any more.</summary>
    /// <param name="duty">Key of the duty.</param>
    internal static async Task<NoContent> SetRound(ApiCaller caller, PatrolRounds rounds, int id, string duty, RoundBody body, CancellationToken cancellationToken)
    {
        await rounds.SetAsync(caller.Value, new CommunityId(id), duty, body.Points, cancellationToken);
        return TypedResults.NoContent();
    }
}
