using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>Accounts, for administrators: all, or those of their firm. Thread-safe.</summary>
public sealed class UserQueries(IDbContextFactory<FacilitiesDb> databases)
{
    /// <exception cref="RuleViolation">The caller may not manage users.</exception>
    public async Task<Rows<UserRow>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageUsers);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var people = db.PeopleIn(caller);
            var total = await people.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await people.AsNoTracking().OrderBy(user => user.UserName).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(db, page.Select(user => user.OrganisationId), [], cancellationToken).ConfigureAwait(false);
            return new Rows<UserRow>([.. page.Select(user => new UserRow(
                user.UserId, user.UserName ?? "", Names.Of(user.NameZh, user.NameEn), user.Role, user.OrganisationId, parties.Organisation(user.OrganisationId), user.Locale, user.TwoFactorEnabled,
                StateOf(user), user.PasswordHash is not null && user.UserId != caller.User && AccountRules.MayGive(caller.Role, user.Role)))], total);
        }
    }

    private static AccountState StateOf(AppUser user) =>
        user.PasswordHash is null ? AccountState.Erased
        : !user.IsWorking() ? AccountState.Locked
        : user.MustChangePassword ? AccountState.OneTimePassword
        : AccountState.Open;
}
