using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>Who is told one by one: some of each organisation, so that one with many managers crowds nobody out.</summary>
internal static class PeopleTold
{
    /// <summary>More people of one organisation aren't told one by one.</summary>
    public const int MostOfOne = 20;

    /// <summary>More organisations than this aren't told of one thing.</summary>
    private const int MostOrganisations = 20;

    /// <param name="organisations">The nearest first.</param>
    /// <param name="roles">Of them.</param>
    public static async Task<UserSet> OfAsync(FacilitiesDb db, IEnumerable<OrganisationId> organisations, IReadOnlyList<Role> roles, CancellationToken cancellationToken)
    {
        var told = UserSet.Empty;
        foreach (var organisation in organisations.Distinct().Take(MostOrganisations))
        {
            var people = await db.Users.Working().Where(user => user.OrganisationId == organisation && roles.Contains(user.Role))
                .OrderBy(user => user.Id).Select(user => user.Id).Take(MostOfOne).ToListAsync(cancellationToken).ConfigureAwait(false);
            told = people.Aggregate(told, (all, id) => all.With(new UserId(id)));
        }

        return told;
    }
}
