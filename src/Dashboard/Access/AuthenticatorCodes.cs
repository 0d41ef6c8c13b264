using Facilities.Domain.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Dashboard.Access;

/// <summary>Identity's provider for authenticator apps, which Identity's own isn't in one thing: a code that was accepted doesn't count again. Thread-safe.</summary>
internal sealed class AuthenticatorCodes(FacilitiesWriter writer, TimeProvider time) : IUserTwoFactorTokenProvider<AppUser>
{
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<AppUser> manager, AppUser user) => await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };

    /// <summary>The app makes them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<AppUser> manager, AppUser user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<AppUser> manager, AppUser user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || Totp.Decode(key) is not { } bytes) return false;
        if (Totp.StepOf(bytes, token, time.GetUtcNow()) is not { } step) return false;
        return await writer.WriteAsync(async (unit, cancellation) =>
        {
            // Two at once: the key of the row lets one through, and the other finds it when it tries again.
            if (await unit.Db.UsedCodes.AnyAsync(code => code.UserId == user.Id && code.Step == step, cancellation)) return false;
            await unit.Db.UsedCodes.Where(code => code.UserId == user.Id && code.Step < step - 10).ExecuteDeleteAsync(cancellation);
            unit.Db.UsedCodes.Add(new UsedCode { UserId = user.Id, Step = step });
            return true;
        }, CancellationToken.None);
    }
}
