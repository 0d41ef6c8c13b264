using Facilities.Dashboard.Access;
using Facilities.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Resetting somebody's second step. Setting it up needs the page: the key is shown to a person only.</summary>
internal static class SecondFactorsApi
{
    public static void MapSecondFactors(this IEndpointRouteBuilder api) =>
        api.MapDelete("/users/{id:int}/second-factor", ResetSecondFactor).WithName(nameof(ResetSecondFactor)).WithTags("Session").Refusable();

    /// <summary>For somebody who lost phone and recovery codes: his sessions end, and he sets it up anew after the password. Not for one's own account.</summary>
    internal static async Task<NoContent> ResetSecondFactor(ApiCaller caller, SecondFactors factors, int id, CancellationToken cancellationToken)
    {
        await factors.ResetAsync(caller.Value, new UserId(id), cancellationToken);
        return TypedResults.NoContent();
    }
}
