using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Accounts: a platform administrator's all, a firm administrator's those of the own firm. Closed to tokens.</summary>
internal static class AccountsApi
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Accounts");
        users.MapGet("/", ListUsers).WithName(nameof(ListUsers)).Refusable();
        users.MapGet("/choices", ListAccountChoices).WithName(nameof(ListAccountChoices)).Refusable();
        users.MapPost("/", CreateUser).WithName(nameof(CreateUser)).Refusable();
        users.MapPost("/{id:int}/lock", LockUser).WithName(nameof(LockUser)).Refusable();
        users.MapPost("/{id:int}/unlock", UnlockUser).WithName(nameof(UnlockUser)).Refusable();
        users.MapPost("/{id:int}/password", ResetPassword).WithName(nameof(ResetPassword)).Refusable();
        users.MapPut("/{id:int}/role", MoveUser).WithName(nameof(MoveUser)).Refusable();
    }

    /// <summary>Accounts that the caller sees, by name.</summary>
    internal static Task<Rows<UserRow>> ListUsers(ApiCaller caller, UserQueries users, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        users.ListAsync(caller.Value, new Paging(skip, take), cancellationToken);

    /// <summary>Roles that the caller may give, and organisations.</summary>
    internal static Task<AccountChoices> ListAccountChoices(ApiCaller caller, Accounts accounts, CancellationToken cancellationToken) => accounts.ChoicesAsync(caller.Value, cancellationToken);

    /// <summary>Makes an account. Its password counts once and is in this answer and nowhere else.</summary>
    internal static async Task<Created<AccountSecret>> CreateUser(ApiCaller caller, Accounts accounts, AccountDraft draft, CancellationToken cancellationToken)
    {
        var added = await accounts.CreateAsync(caller.Value, draft, cancellationToken);
        return TypedResults.Created($"/api/users/{added.Id}", added);
    }

    /// <summary>Locks an account: its sessions and tokens end at once.</summary>
    internal static async Task<NoContent> LockUser(ApiCaller caller, Accounts accounts, int id, CancellationToken cancellationToken)
    {
        await accounts.LockAsync(caller.Value, new UserId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Opens it again, also after wrong passwords. Tokens stay revoked.</summary>
    internal static async Task<NoContent> UnlockUser(ApiCaller caller, Accounts accounts, int id, CancellationToken cancellationToken)
    {
        await accounts.UnlockAsync(caller.Value, new UserId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Gives a password that counts once; sessions and tokens end.</summary>
    internal static Task<AccountSecret> ResetPassword(ApiCaller caller, Accounts accounts, int id, CancellationToken cancellationToken) =>
        accounts.ResetPasswordAsync(caller.Value, new UserId(id), cancellationToken);

    /// <summary>Gives another role, or the same in another organisation; sessions and tokens end.</summary>
    internal static async Task<NoContent> MoveUser(ApiCaller caller, Accounts accounts, int id, AccountPlace place, CancellationToken cancellationToken)
    {
        await accounts.MoveAsync(caller.Value, new UserId(id), place, cancellationToken);
        return TypedResults.NoContent();
    }
}
