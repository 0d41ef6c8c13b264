using Facilities.Domain;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Tokens of programs: made, listed, revoked. Closed to tokens themselves.</summary>
internal static class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapGet("/", ListTokens).WithName(nameof(ListTokens)).Refusable();
        tokens.MapPost("/", CreateToken).WithName(nameof(CreateToken)).Refusable();
        tokens.MapDelete("/{id:int}", RevokeToken).WithName(nameof(RevokeToken)).Refusable();
    }

    /// <summary>Tokens of the accounts that the caller manages, newest first; never their text.</summary>
    internal static Task<IReadOnlyList<ApiTokenRow>> ListTokens(ApiCaller caller, ApiTokens tokens, CancellationToken cancellationToken) => tokens.ListAsync(caller.Value, cancellationToken);

    /// <summary>Makes a token with the caller's role and scope. Its text is in this answer and nowhere else.</summary>
    internal static async Task<Created<NewApiToken>> CreateToken(ApiCaller caller, ApiTokens tokens, ApiTokenDraft draft, CancellationToken cancellationToken)
    {
        var added = await tokens.CreateAsync(caller.Value, draft, cancellationToken);
        return TypedResults.Created($"/api/tokens/{added.Id}", added);
    }

    /// <summary>Ends a token at once.</summary>
    internal static async Task<NoContent> RevokeToken(ApiCaller caller, ApiTokens tokens, int id, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(caller.Value, new ApiTokenId(id), cancellationToken);
        return TypedResults.NoContent();
    }
}
