using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>The plan by day: counted in the database, so that a year of a large firm is a few hundred rows. Thread-safe.</summary>
public sealed class InspectionCalendar(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>A year and the weeks around it.</summary>
    public const int MaximumDays = 400;

    /// <summary>Every day of a span with what is planned for it.</summary>
    /// <param name="filter">Its planned days are the span; its page doesn't matter.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PeriodReversed"/>, <see cref="OperationCodes.TooMany"/>, <see cref="OperationCodes.FieldMissing"/>.</exception>
    public async Task<IReadOnlyList<PlannedDay>> DaysAsync(Caller caller, InspectionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        if (filter is not { PlannedFrom: { } from, PlannedUntil: { } until }) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "from"));
        if (until < from) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", from), ("until", until));
        var count = until.DayNumber - from.DayNumber + 1;
        if (count > MaximumDays) throw new RuleViolation(OperationCodes.TooMany, ("count", count), ("maximum", MaximumDays));
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var items = await db.InspectionsBySiteAsync(caller.Scope, cancellationToken).ConfigureAwait(false);
            var counts = (await InspectionQueries.Filter(db, items, filter, SiteDay.Of(clock.GetUtcNow()))
                .GroupBy(item => new { item.PlannedDate, item.State }).Select(group => new { group.Key.PlannedDate, group.Key.State, Count = group.Count() })
                .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(group => group.PlannedDate, group => (group.State, group.Count));
            var kinds = await KindsAsync(db, caller.Scope, filter.Community, from, until, cancellationToken).ConfigureAwait(false);
            return [.. Enumerable.Range(0, count).Select(from.AddDays).Select(day =>
            {
                int Of(params ReadOnlySpan<InspectionState> states)
                {
                    var sum = 0;
                    foreach (var (state, found) in counts[day]) sum += states.Contains(state) ? found : 0;
                    return sum;
                }

                var (kind, name) = kinds(day);
                return new PlannedDay(day, kind, name, Of(InspectionState.Planned, InspectionState.Due), Of(InspectionState.Overdue), Of(InspectionState.Missed),
                    Of(InspectionState.Done, InspectionState.DoneLate), Of(InspectionState.Excused));
            })];
        }
    }

    /// <summary>Firms under contract today for what the scope shows, by name.</summary>
    public async Task<IReadOnlyList<(OrganisationId Id, LocalizedName Name)>> FirmsAsync(Scope scope, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var (assets, contracts) = (db.AssetsIn(scope), db.ContractsOn(today));
            var firms = await db.Organisations.AsNoTracking()
                .Where(firm => contracts.Any(contract => contract.FirmId == firm.Id && assets.Any(asset => asset.Id == contract.AssetId)))
                .OrderBy(firm => firm.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. firms.Select(firm => (firm.Id, Names.Of(firm.Name, firm.NameEn)))];
        }
    }

    /// <summary>The crew of the caller's own firm, by number of the account; nobody's for who belongs to none.</summary>
    public async Task<IReadOnlyList<(UserId Id, LocalizedName Name)>> CrewAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Actor.Organisation is not { } firm) return [];
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var crew = await db.Users.AsNoTracking().Where(user => user.OrganisationId == firm && user.Role == Role.Crew).OrderBy(user => user.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. crew.Select(user => (user.UserId, Names.Of(user.NameZh, user.NameEn)))];
        }
    }

    /// <summary>By the community's own calendar; over several, by the usual week and the days that hold for all.</summary>
    private static async Task<Func<DateOnly, (DayKind Kind, string? Name)>> KindsAsync(
        FacilitiesDb db, Scope scope, CommunityId? community, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var site = community is null ? null : await db.CommunitiesIn(scope).AsNoTracking().FirstOrDefaultAsync((Community known) => known.Id == community, cancellationToken).ConfigureAwait(false);
        var own = site?.Id;
        var days = (await db.CalendarDays.AsNoTracking().Where(day => (day.CommunityId == null || day.CommunityId == own) && day.Date >= from && day.Date <= until).ToListAsync(cancellationToken).ConfigureAwait(false))
            .GroupBy(day => day.Date).ToDictionary(same => same.Key, same => same.OrderBy(day => day.CommunityId is null).First());
        var hours = site?.WorkingHours ?? WorkingHours.Default;
        return day => days.TryGetValue(day, out var known) ? (known.IsWorking ? DayKind.Worked : DayKind.Holiday, known.Name)
            : (hours.Includes(day.DayOfWeek) ? DayKind.Working : DayKind.Rest, null);
    }
}
