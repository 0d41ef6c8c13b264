using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Public;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>What everybody may know, for programs; without signing in.</summary>
internal static class PublicApi
{
    public static void MapPublic(this IEndpointRouteBuilder calls) =>
        calls.MapGet("/public/communities/{site}", GetPublicCommunity).WithTags("Public").WithName(nameof(GetPublicCommunity)).AllowAnonymous()
            .ProducesProblem(StatusCodes.Status404NotFound).Produces(StatusCodes.Status429TooManyRequests);

    /// <summary>A community's grade with causes, inspections, faults, repairs, insurance and spending; no personal data. At most half a minute old.</summary>
    internal static async Task<Results<Ok<PublicCommunity>, StatusCodeHttpResult>> GetPublicCommunity(PublicPages communities, PublicRate rate, HttpContext context, string site, CancellationToken cancellationToken)
    {
        if (!rate.TryRead(context.Connection.RemoteIpAddress))
        {
            AddressRate.Refuse(context.Response, PublicRate.Window);
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var view = await communities.GetAsync(site, cancellationToken) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", site));
        context.Response.Headers.CacheControl = "public, max-age=30";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Ok(view);
    }
}
