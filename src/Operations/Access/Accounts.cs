using System.Text.RegularExpressions;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>
/// Makes, locks and changes accounts, by <see cref="AccountRules"/>. Whatever is done to an account ends its sessions and tokens and enters the audit chain,
/// in one transaction. Thread-safe.
/// </summary>
public sealed partial class Accounts(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    public const int LongestName = 100;

    /// <summary>Eighty bits.</summary>
    private const int SecretLength = 16;

    private static readonly PasswordHasher<AppUser> Hasher = new();

    /// <summary>What the caller can make somebody.</summary>
    /// <exception cref="RuleViolation">He may not manage accounts.</exception>
    public async Task<AccountChoices> ChoicesAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageUsers);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var own = caller.Actor.Organisation;
            var known = await db.Organisations.AsNoTracking().Where(item => caller.Role == Role.Admin || item.Id == own).OrderBy(item => item.Kind).ThenBy(item => item.Name)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return new AccountChoices(
                [.. AccountRules.Roles.Where(role => AccountRules.MayGive(caller.Role, role))],
                [.. known.Select(item => new AccountOrganisation(item.Id, item.Kind, Names.Of(item.Name, item.NameEn)))]);
        }
    }

    /// <summary>Makes an account with a password that counts once.</summary>
    /// <exception cref="RuleViolation">Not by this caller, a field is wrong, or the name is taken.</exception>
    public Task<AccountSecret> CreateAsync(Caller caller, AccountDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(caller.Actor, Right.ManageUsers);
        var (userName, nameZh, nameEn) = (draft.UserName.Trim(), draft.NameZh.Trim(), draft.NameEn?.Trim());
        if (!AccountName().IsMatch(userName)) throw new RuleViolation(OperationCodes.AccountName);
        if (nameZh.Length is 0 or > LongestName) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "nameZh"));
        if (nameEn?.Length > LongestName) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "nameEn"));
        if (draft.Locale is not ("zh-CN" or "en")) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "locale"));
        return writer.WriteAsync(async (unit, token) =>
        {
            await StandsAsync(unit.Db, caller, token).ConfigureAwait(false);
            var organisation = await PlaceAsync(unit.Db, caller, draft.Role, draft.Organisation, token).ConfigureAwait(false);
            var normalized = userName.ToUpperInvariant();
            if (await unit.Db.Users.AnyAsync(item => item.NormalizedUserName == normalized, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.AccountTaken, ("name", userName));
            var user = new AppUser
            {
                UserName = userName,
                NormalizedUserName = normalized,
                NameZh = nameZh,
                NameEn = string.IsNullOrEmpty(nameEn) ? nameZh : nameEn,
                Role = draft.Role,
                OrganisationId = organisation?.Id,
                Locale = draft.Locale,
                LockoutEnabled = true,
            };
            var password = GivePassword(user);
            user.SecurityStamp = NewStamp();
            unit.Db.Users.Add(user);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Audit(unit, caller, user, "Create");
            return new AccountSecret(user.UserId, userName, password);
        }, cancellationToken);
    }

    /// <summary>Nobody signs in with it until it is unlocked; its sessions and tokens end at once.</summary>
    /// <exception cref="RuleViolation">Not by this caller, or not this account.</exception>
    public Task LockAsync(Caller caller, UserId id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, "Lock", (user, _) => (user.LockoutEnabled, user.LockoutEnd) = (true, WorkingAccounts.Never), cancellationToken);

    /// <summary>Opens it again, also after wrong passwords. Tokens stay revoked.</summary>
    /// <exception cref="RuleViolation">Not by this caller, or not this account.</exception>
    public Task UnlockAsync(Caller caller, UserId id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, "Unlock", (user, _) => (user.LockoutEnd, user.AccessFailedCount) = (null, 0), cancellationToken);

    /// <summary>Gives a password that counts once instead of the present one. A lock stays.</summary>
    /// <exception cref="RuleViolation">Not by this caller, or not this account.</exception>
    public async Task<AccountSecret> ResetPasswordAsync(Caller caller, UserId id, CancellationToken cancellationToken)
    {
        var (name, password) = ("", "");
        await ChangeAsync(caller, id, "PasswordReset", (user, _) => (name, password) = (user.UserName ?? "", GivePassword(user)), cancellationToken).ConfigureAwait(false);
        return new AccountSecret(id, name, password);
    }

    /// <summary>Makes somebody something else, or the same for another organisation.</summary>
    /// <exception cref="RuleViolation">Not by this caller, not this account, or not such a role there.</exception>
    public Task MoveAsync(Caller caller, UserId id, AccountPlace place, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        return ChangeAsync(caller, id, "Move", async (user, db) =>
        {
            var organisation = await PlaceAsync(db, caller, place.Role, place.Organisation, cancellationToken).ConfigureAwait(false);
            (user.Role, user.OrganisationId) = (place.Role, organisation?.Id);
        }, cancellationToken);
    }

    private Task ChangeAsync(Caller caller, UserId id, string action, Action<AppUser, FacilitiesDb> change, CancellationToken cancellationToken) => ChangeAsync(
        caller, id, action,
        (user, db) =>
        {
            change(user, db);
            return Task.CompletedTask;
        },
        cancellationToken);

    private Task ChangeAsync(Caller caller, UserId id, string action, Func<AppUser, FacilitiesDb, Task> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageUsers);
        return writer.WriteAsync(async (unit, token) =>
        {
            await StandsAsync(unit.Db, caller, token).ConfigureAwait(false);
            var user = await unit.Db.PeopleIn(caller).FirstOrDefaultAsync(item => item.Id == id.Value, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "user"), ("id", id));
            AccountRules.RequireChange(caller.Actor, id, user.Role);
            if (user.PasswordHash is null) throw new RuleViolation(OperationCodes.AccountErased);
            await change(user, unit.Db).ConfigureAwait(false);
            (user.SecurityStamp, user.ConcurrencyStamp) = (NewStamp(), NewStamp());
            var now = TimeProvider.System.GetUtcNow();
            await unit.Db.ApiTokens.Where(item => item.OwnerId == user.Id && item.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.RevokedAt, now).SetProperty(item => item.RevokedBy, caller.User), token).ConfigureAwait(false);
            Audit(unit, caller, user, action);
        }, cancellationToken);
    }

    /// <summary>
    /// The caller as he is in this transaction. His row is written, too: two administrators who lock each other at once meet there, and the second finds himself
    /// locked when it is tried again.
    /// </summary>
    private static async Task StandsAsync(FacilitiesDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.User is not { } self) return;
        var user = await db.Users.FirstOrDefaultAsync(item => item.Id == self.Value, cancellationToken).ConfigureAwait(false);
        if (user is null || user.Role != caller.Role || user.OrganisationId != caller.Actor.Organisation || !user.IsWorking())
            throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", Right.ManageUsers));
        user.ConcurrencyStamp = NewStamp();
    }

    private static async Task<Organisation?> PlaceAsync(FacilitiesDb db, Caller caller, Role role, OrganisationId? given, CancellationToken cancellationToken)
    {
        var id = given ?? caller.Actor.Organisation;
        var organisation = id is null ? null : await db.Organisations.FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(RuleCodes.AccountOrganisation, ("role", role));
        AccountRules.RequireGive(caller.Actor, role, organisation);
        return organisation;
    }

    private static string GivePassword(AppUser user)
    {
        var password = string.Join('-', ReadableSecret.Of(SecretLength).Chunk(4).Select(part => new string(part)));
        user.PasswordHash = Hasher.HashPassword(user, password);
        (user.MustChangePassword, user.AccessFailedCount) = (true, 0);
        return password;
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N");

    private void Audit(WriteUnit unit, Caller caller, AppUser user, string action) => unit.Audit(new AuditDraft(
        clock.GetUtcNow(), "account", user.UserId.ToString(), action, caller.Role, caller.Actor.Organisation,
        CodedText.Of("audit.account_placed", ("role", user.Role), ("organisation", user.OrganisationId)),
        CodedText.Of("personal", ("user", caller.User), ("name", user.UserName))));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{1,49}\z")]
    private static partial Regex AccountName();
}
