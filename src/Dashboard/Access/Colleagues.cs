using Facilities.Operations.Access;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Dashboard.Access;

/// <summary>The people of the caller's own organisation, without himself: who may sign beside him. Thread-safe.</summary>
internal sealed class Colleagues(IDbContextFactory<FacilitiesDb> databases)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<Colleague>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Actor.Organisation is not { } organisation) return [];
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var self = caller.User?.Value ?? 0;
        var people = await db.Users.AsNoTracking().Where(user => user.OrganisationId == organisation && user.Id != self)
            .OrderBy(user => user.NameZh).Take(Most).ToListAsync(cancellationToken);
        return [.. people.Select(user => new Colleague(user.UserId, new LocalizedName(user.NameZh, user.NameEn)))];
    }
}
