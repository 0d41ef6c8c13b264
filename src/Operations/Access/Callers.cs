using System.Globalization;
using System.Security.Claims;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>Turns a signed-in user into a <see cref="Caller"/>. Thread-safe.</summary>
public sealed class Callers(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>Identity's claim that changes with password and second step; a session that has another is over.</summary>
    private const string StampClaim = "AspNet.Identity.SecurityStamp";

    /// <summary>Who is signed in like this, as he stands in the database now; null if he isn't there (any more), is locked out, or signed in before his password or second step changed.</summary>
    public Task<Caller?> FindAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return FindAsync(user.FindFirst(ClaimTypes.NameIdentifier)?.Value, user.FindFirst(StampClaim)?.Value, cancellationToken);
    }

    /// <summary>As the user stands in the database now; null if he doesn't exist (any more) or is locked out.</summary>
    /// <param name="userId">Identity's user id, as in the claim <c>nameidentifier</c>.</param>
    public Task<Caller?> FindAsync(string? userId, CancellationToken cancellationToken) => FindAsync(userId, null, cancellationToken);

    private async Task<Caller?> FindAsync(string? userId, string? stamp, CancellationToken cancellationToken)
    {
        if (!int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(user => user.Id == id, cancellationToken).ConfigureAwait(false);
            // Lock-out is the sign-in's matter and goes by the system clock.
            if (user is null || (stamp is not null && stamp != user.SecurityStamp) || (user.LockoutEnabled && user.LockoutEnd > TimeProvider.System.GetUtcNow())) return null;
            var organisation = user.OrganisationId is { } organisationId
                ? await db.Organisations.AsNoTracking().FirstOrDefaultAsync(item => item.Id == organisationId, cancellationToken).ConfigureAwait(false)
                : null;
            var actor = new Actor(user.UserId, user.Role, user.OrganisationId);
            var scope = Scope.For(actor, organisation, SiteDay.Of(clock.GetUtcNow()));
            return new Caller(actor, scope, Names.Of(user.NameZh, user.NameEn), user.Locale);
        }
    }
}
