using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Demo;

/// <summary>The demo's rota: days by the site's own man, nights by the lift firm, a second person on working days only, so that there are gaps to see.</summary>
internal static class DemoRotas
{
    public static async Task WriteAsync(FacilitiesDb db, DateOnly today, CancellationToken cancellationToken)
    {
        var people = await db.Users.ToDictionaryAsync(user => user.UserName!, user => user.UserId, cancellationToken).ConfigureAwait(false);
        foreach (var site in await db.Communities.Select(site => site.Id).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            Add(site, DutyLevel.First, "crewsite", "1234567", 8, 20);
            Add(site, DutyLevel.First, "crew", "1234567", 20, 8);
            Add(site, DutyLevel.Second, "dispatcher", "12345", 8, 20);
            Add(site, DutyLevel.Manager, "firm", "1234567", 8, 8);
            Add(site, DutyLevel.Firm, "liftfirm", "1234567", 8, 8);
        }

        void Add(CommunityId site, DutyLevel level, string user, string days, int from, int until) =>
            db.DutyPatterns.Add(new DutyPattern(site, level, people[user], Weekdays.Parse(days), new TimeOnly(from, 0), new TimeOnly(until, 0), today.AddDays(-60)));
    }
}
