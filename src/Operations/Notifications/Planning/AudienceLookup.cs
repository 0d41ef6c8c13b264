using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Organisations;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Rota;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Planning;

/// <summary>Who the audiences of a notice are at this moment.</summary>
internal static class AudienceLookup
{
    /// <summary>More people than this at one office aren't told one by one.</summary>
    private const int MostOfParty = 20;

    /// <summary>The people of a notice, without whoever caused it.</summary>
    public static async Task<UserSet> PeopleAsync(FacilitiesDb db, Notice notice, Fault? fault, CancellationToken cancellationToken)
    {
        var people = notice.Recipients;
        if (notice.Audience.HasFlag(NoticeAudience.Assigned) && fault is not null) people = With(people, await AssignedAsync(db, fault, cancellationToken).ConfigureAwait(false));
        if (notice.Audience.HasFlag(NoticeAudience.OnShift)) people = With(people, await OnShiftAsync(db, notice.CommunityId, notice.CreatedAt, cancellationToken).ConfigureAwait(false));
        if (notice.Audience.HasFlag(NoticeAudience.Party) && fault is not null) people = With(people, await PartyAsync(db, notice, fault, cancellationToken).ConfigureAwait(false));
        if (notice.Audience.HasFlag(NoticeAudience.Authority)) people = With(people, await AuthorityAsync(db, notice.CommunityId, cancellationToken).ConfigureAwait(false));
        return notice.CausedBy is { } self && people.Contains(self) ? With(UserSet.Empty, people.Where(user => user != self)) : people;
    }

    /// <summary>The person named, else the crew of the firm.</summary>
    private static async Task<List<UserId>> AssignedAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken)
    {
        if (fault.AssignedUserId is { } named) return [named];
        if (fault.AssignedFirmId is not { } firm) return [];
        var crew = await db.Users.AsNoTracking().Where(user => user.OrganisationId == firm && user.Role == Role.Crew).Select(user => user.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. crew.Select(id => new UserId(id))];
    }

    /// <summary>Who was on call first when it happened, and the dispatchers of the firm that runs the community.</summary>
    private static async Task<List<UserId>> OnShiftAsync(FacilitiesDb db, CommunityId community, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var onCall = await OnCall.AtAsync(db, community, DutyLevel.First, at, cancellationToken).ConfigureAwait(false);
        var dispatchers = await (
            from site in db.Communities
            where site.Id == community && site.PropertyFirmId != null
            from user in db.Users
            where user.OrganisationId == site.PropertyFirmId && user.Role == Role.Dispatcher
            select user.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. onCall.Select(person => person.User), .. dispatchers.Select(id => new UserId(id))];
    }

    /// <summary>Of the organisation whose part it is: whoever decides there, else its crew.</summary>
    private static async Task<List<UserId>> PartyAsync(FacilitiesDb db, Notice notice, Fault fault, CancellationToken cancellationToken)
    {
        if (FaultNotices.PartOf(fault, notice.Detail) is not { } part) return [];
        var people = await db.Users.AsNoTracking().Working().Where(user => user.OrganisationId == part.OrganisationId).OrderBy(user => user.Id).Select(user => new { user.Id, user.Role })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var deciding = people.Where(user => user.Role is Role.Dispatcher or Role.Firm or Role.Regulator).ToList();
        return [.. (deciding.Count > 0 ? deciding : people.Where(user => user.Role == Role.Crew)).Take(MostOfParty).Select(user => new UserId(user.Id))];
    }

    private static async Task<List<UserId>> AuthorityAsync(FacilitiesDb db, CommunityId community, CancellationToken cancellationToken)
    {
        var people = await db.Users.Working().Where(user => user.Role == Role.Regulator && db.Communities.Any(site => site.Id == community && db.Organisations.Any(office => office.Id == user.OrganisationId
            && ((office.Kind == OrganisationKind.Regulator && office.ParentId == site.DistrictId) || (office.Kind == OrganisationKind.District && office.Id == site.DistrictId)))))
            .OrderBy(user => user.Id).Select(user => user.Id).Take(MostOfParty).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. people.Select(id => new UserId(id))];
    }

    private static UserSet With(UserSet people, IEnumerable<UserId> more) => more.Aggregate(people, static (all, user) => all.With(user));
}
