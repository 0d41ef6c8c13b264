using Facilities.Domain;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>Names of the people and organisations of one page of a list.</summary>
internal sealed record PartyLookup(IReadOnlyDictionary<OrganisationId, LocalizedName> Organisations, IReadOnlyDictionary<UserId, LocalizedName> People)
{
    public LocalizedName? Organisation(OrganisationId? id) => id is { } known ? Organisations.GetValueOrDefault(known) : null;

    public LocalizedName? Person(UserId? id) => id is { } known ? People.GetValueOrDefault(known) : null;

    public static async Task<PartyLookup> LoadAsync(
        FacilitiesDb db, IEnumerable<OrganisationId?> organisations, IEnumerable<UserId?> people, CancellationToken cancellationToken)
    {
        var organisationIds = organisations.OfType<OrganisationId>().Distinct().ToList();
        var userIds = people.OfType<UserId>().Select(id => id.Value).Distinct().ToList();
        var named = await db.Organisations.AsNoTracking().Where(item => organisationIds.Contains(item.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var users = await db.Users.AsNoTracking().Where(user => userIds.Contains(user.Id))
            .Select(user => new { user.Id, user.NameZh, user.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PartyLookup(
            named.ToDictionary(item => item.Id, item => Names.Of(item.Name, item.NameEn)),
            users.ToDictionary(user => new UserId(user.Id), user => Names.Of(user.NameZh, user.NameEn)));
    }
}
