using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Dashboard.Access;

/// <summary>Setting up, renewing, turning off and resetting the second step; every change enters the audit chain and ends the account's other sessions. One per request.</summary>
internal sealed class SecondFactors(UserManager<AppUser> users, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    public const int RecoveryCodes = 10;

    private static string Provider => TokenOptions.DefaultAuthenticatorProvider;

    /// <summary>The key to be taken into an app; made when there is none.</summary>
    public async Task<string> KeyAsync(AppUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 }) await users.ResetAuthenticatorKeyAsync(user);
        return (await users.GetAuthenticatorKeyAsync(user))!;
    }

    /// <summary>What the QR code says: <c>otpauth://totp/…</c>.</summary>
    public static string Address(AppUser user, string key)
    {
        var account = Uri.EscapeDataString(user.UserName ?? "");
        return $"otpauth://totp/Facilities:{account}?secret={key}&issuer=Facilities&digits={Totp.Digits}";
    }

    /// <summary>Turns the second step on with a code of the app. Returns the recovery codes, told once, or null when the code isn't right.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(AppUser user, string code)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, Provider, code)) return null;
        await users.SetTwoFactorEnabledAsync(user, true);
        await RecordAsync(user.Role, user.OrganisationId, user.UserId, user, "SecondFactorOn");
        return await NewCodesAsync(user);
    }

    /// <summary>New recovery codes for the old; null when the app's code isn't right.</summary>
    public async Task<IReadOnlyList<string>?> RenewAsync(AppUser user, string code)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, Provider, code)) return null;
        await RecordAsync(user.Role, user.OrganisationId, user.UserId, user, "RecoveryCodesRenewed");
        return await NewCodesAsync(user);
    }

    /// <summary>Turns it off again; false when the app's code isn't right.</summary>
    public async Task<bool> TurnOffAsync(AppUser user, string code)
    {
        if (!await users.VerifyTwoFactorTokenAsync(user, Provider, code)) return false;
        await ClearAsync(user);
        await RecordAsync(user.Role, user.OrganisationId, user.UserId, user, "SecondFactorOff");
        return true;
    }

    /// <summary>A recovery code instead of the app's; it is used up.</summary>
    public async Task<bool> RedeemAsync(AppUser user, string code)
    {
        if (!(await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded) return false;
        await RecordAsync(user.Role, user.OrganisationId, user.UserId, user, "RecoveryCodeUsed");
        return true;
    }

    /// <summary>For somebody who lost phone and recovery codes: he signs in with the password and sets it up anew.</summary>
    /// <exception cref="RuleViolation">No right, his own account, or none that he manages.</exception>
    public async Task ResetAsync(Caller caller, UserId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageUsers);
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.PeopleIn(caller).AnyAsync(item => item.Id == id.Value, cancellationToken)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "user"), ("id", id));
        }

        if (await users.FindByIdAsync(id.ToString()) is not { } user) throw new RuleViolation(OperationCodes.NotFound, ("kind", "user"), ("id", id));
        AccountRules.RequireChange(caller.Actor, id, user.Role);
        await ClearAsync(user);
        await RecordAsync(caller.Role, caller.Actor.Organisation, caller.User, user, "SecondFactorReset");
    }

    /// <summary>Enters a change of an account into the audit chain.</summary>
    public Task RecordAsync(Role role, OrganisationId? organisation, UserId? actor, AppUser user, string action) => writer.WriteAsync((unit, _) =>
    {
        unit.Audit(new AuditDraft(clock.GetUtcNow(), "account", user.UserId.ToString(), action, role, organisation, CodedText.Of("audit.account"), CodedText.Of("personal", ("user", actor))));
        return Task.CompletedTask;
    }, CancellationToken.None);

    private async Task<IReadOnlyList<string>> NewCodesAsync(AppUser user) => [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];

    private async Task ClearAsync(AppUser user)
    {
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
    }
}
