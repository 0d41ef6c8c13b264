using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>Turns a signed-in user into a <see cref="Caller"/>. Thread-safe.</summary>
public sealed class Callers(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>As the user stands in the database now; null if he doesn't exist (any more) or is locked out.</summary>
    /// <param name="userId">Identity's user id, as in the claim <c>nameidentifier</c>.</param>
    public async Task<Caller?> FindAsync(string? userId, CancellationToken cancellationToken)
    {
        if (!int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == id, cancellationToken).ConfigureAwait(false);
            // Lock-out is the sign-in's matter and goes by the system clock.
            if (user is null || (user.LockoutEnabled && user.LockoutEnd > TimeProvider.System.GetUtcNow())) return null;
            var organisation = user.OrganisationId is { } organisationId
                ? await db.Organisations.AsNoTracking().FirstOrDefaultAsync(item => item.Id == organisationId, cancellationToken).ConfigureAwait(false)
                : null;
            var actor = new Actor(user.UserId, user.Role, user.OrganisationId);
            var scope = Scope.For(actor, organisation, SiteDay.Of(clock.GetUtcNow()));
            return new Caller(actor, scope, Names.Of(user.NameZh, user.NameEn), user.Locale);
        }
    }
}
