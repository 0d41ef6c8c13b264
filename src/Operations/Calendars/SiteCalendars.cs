using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Calendars;

/// <summary>
/// Working hours, public holidays and worked weekends of a community. A change is in the audit chain, and the deadlines of the open faults that count working
/// time are computed anew in the same transaction; planned inspections follow at the next planning run. Thread-safe.
/// </summary>
public sealed class SiteCalendars
{
    /// <summary>Days of one import: ten years of holidays are half as many.</summary>
    public const int MaximumDays = 1_000;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly ILiveFeed _live;
    private readonly SiteClock _clock;

    internal SiteCalendars(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultStore store, ILiveFeed live, SiteClock clock) =>
        (_databases, _writer, _store, _live, _clock) = (databases, writer, store, live, clock);

    /// <summary>A year of a community: its hours, and the days that differ from the week.</summary>
    /// <param name="year">Null: the site's current one.</param>
    /// <exception cref="RuleViolation">No right, not in scope, or no such year.</exception>
    public async Task<SiteCalendar> YearAsync(Caller caller, CommunityId community, int? year, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewDuty);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var site = await db.CommunitiesIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == community, cancellationToken).ConfigureAwait(false) ?? throw Missing(community);
            var today = SiteTime.DateOf(TimeZoneInfo.FindSystemTimeZoneById(site.TimeZoneId), _clock.GetUtcNow());
            var wanted = year ?? today.Year;
            Require(new DateOnly(Math.Clamp(wanted, 1, 9998), 1, 1));
            var (first, last) = (new DateOnly(wanted, 1, 1), new DateOnly(wanted, 12, 31));
            var days = await db.CalendarDays.AsNoTracking().Where(day => (day.CommunityId == null || day.CommunityId == community) && day.Date >= first && day.Date <= last)
                .OrderBy(day => day.Date).ToListAsync(cancellationToken).ConfigureAwait(false);
            // The community's own day stands before the one that holds for all.
            var rows = days.GroupBy(day => day.Date).Select(same => same.OrderBy(day => day.CommunityId is null).First())
                .Select(day => new SiteCalendarDay(day.Date, day.IsWorking, day.Name, day.CommunityId is not null)).ToList();
            return new SiteCalendar(
                community, Names.Of(site.Name, site.NameEn), site.TimeZoneId, wanted, today, site.WorkingHours.ToString(), rows, PublicHolidays.Years.Contains(wanted),
                RoleRights.Has(caller.Role, Right.ManageCalendar) && await db.CommunitiesRunBy(caller).AnyAsync(item => item.Id == community, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <param name="hours">As <c>12345 08:30-12:00 13:30-17:30</c>; <c>1234567 00:00-24:00</c> is around the clock.</param>
    /// <returns>How many open faults' deadlines moved.</returns>
    /// <exception cref="RuleViolation">No right, not in scope, or malformed.</exception>
    public Task<int> SetHoursAsync(Caller caller, CommunityId community, string hours, CancellationToken cancellationToken)
    {
        WorkingHours parsed;
        try
        {
            parsed = WorkingHours.Parse(hours);
        }
        catch (FormatException)
        {
            throw new RuleViolation(OperationCodes.HoursMalformed, ("hours", hours));
        }

        return ChangeAsync(caller, community, async (unit, token) =>
        {
            var site = await unit.Db.Communities.FirstAsync(item => item.Id == community, token).ConfigureAwait(false);
            site.WorkingHours = parsed;
            return CodedText.Of("calendar.hours", ("hours", parsed));
        }, cancellationToken);
    }

    /// <summary>A day differs from the week: off, or worked. Said again it is replaced.</summary>
    /// <returns>How many open faults' deadlines moved.</returns>
    /// <exception cref="RuleViolation">No right, not in scope, or a date nobody plans for.</exception>
    public Task<int> SetDayAsync(Caller caller, CommunityId community, DateOnly date, bool isWorking, string? name, CancellationToken cancellationToken) =>
        SetDaysAsync(caller, community, [new SiteCalendarDay(date, isWorking, name, true)], cancellationToken);

    /// <summary>Back to the week, or to the day that holds for all communities.</summary>
    /// <returns>How many open faults' deadlines moved.</returns>
    /// <exception cref="RuleViolation">No right, not in scope, or the community has no such day of its own.</exception>
    public Task<int> RemoveDayAsync(Caller caller, CommunityId community, DateOnly date, CancellationToken cancellationToken) =>
        ChangeAsync(caller, community, async (unit, token) =>
        {
            var day = await unit.Db.CalendarDays.FirstOrDefaultAsync(item => item.CommunityId == community && item.Date == date, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "day"), ("id", date));
            unit.Db.CalendarDays.Remove(day);
            return CodedText.Of("calendar.day_removed", ("date", date));
        }, cancellationToken);

    /// <summary>Days from a file, all or none: <c>2026-10-01,off,国庆节</c> a line. See <see cref="CalendarCsv"/>.</summary>
    /// <returns>How many open faults' deadlines moved.</returns>
    /// <exception cref="RuleViolation">No right, not in scope, too many, or a line that isn't a day.</exception>
    public Task<int> ImportAsync(Caller caller, CommunityId community, string csv, CancellationToken cancellationToken) =>
        SetDaysAsync(caller, community, CalendarCsv.Parse(csv, MaximumDays), cancellationToken);

    /// <summary>The holidays and worked weekends of a year as announced (<see cref="PublicHolidays"/>).</summary>
    /// <returns>How many open faults' deadlines moved.</returns>
    /// <exception cref="RuleViolation">No right, not in scope, or the year's notice isn't known.</exception>
    public Task<int> TakeHolidaysAsync(Caller caller, CommunityId community, int year, CancellationToken cancellationToken)
    {
        if (!PublicHolidays.Years.Contains(year)) throw new RuleViolation(OperationCodes.YearNotOffered, ("year", year));
        return SetDaysAsync(caller, community, [.. PublicHolidays.Of(year).Select(day => new SiteCalendarDay(day.Date, day.IsWorking, day.Name, true))], cancellationToken);
    }

    private Task<int> SetDaysAsync(Caller caller, CommunityId community, IReadOnlyList<SiteCalendarDay> days, CancellationToken cancellationToken)
    {
        foreach (var day in days) Require(day.Date);
        return ChangeAsync(caller, community, async (unit, token) =>
        {
            var dates = days.Select(day => day.Date).ToList();
            unit.Db.CalendarDays.RemoveRange(await unit.Db.CalendarDays.Where(item => item.CommunityId == community && dates.Contains(item.Date)).ToListAsync(token).ConfigureAwait(false));
            // The old ones go first: both may hold the same date.
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            foreach (var day in days.DistinctBy(day => day.Date)) unit.Db.CalendarDays.Add(new CalendarDay(day.Date, day.IsWorking, community, Shortened(day.Name)));
            return days is [var only] ? CodedText.Of("calendar.day", ("date", only.Date), ("working", only.IsWorking))
                : CodedText.Of("calendar.days", ("count", days.Count), ("days", string.Join(' ', days.Select(day => $"{day.Date:yyyy-MM-dd}{(day.IsWorking ? "+" : "-")}"))));
        }, cancellationToken);
    }

    private async Task<int> ChangeAsync(Caller caller, CommunityId community, Func<WriteUnit, CancellationToken, Task<CodedText>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageCalendar);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            if (!await unit.Db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, token).ConfigureAwait(false)) throw Missing(community);
            var detail = await change(unit, token).ConfigureAwait(false);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                now, "calendar", community.ToString(), "change", caller.Role, caller.Actor.Organisation, detail, caller.User is { } user ? CodedText.Of("personal", ("user", user)) : null));
            unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Site, community.Value)));
            await InspectionPlanning.CalendarChangedAsync(unit.Db, community, token).ConfigureAwait(false);
            return await MoveDeadlinesAsync(unit, community, now, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> MoveDeadlinesAsync(WriteUnit unit, CommunityId community, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = await FaultStore.SiteRulesAsync(unit.Db, community, cancellationToken).ConfigureAwait(false);
        var working = Enum.GetValues<Severity>().Where(severity => rules.Limits.For(severity) is var limits && (limits.Acknowledge.IsWorkingTime || limits.Fix.IsWorkingTime)).ToList();
        var open = await FaultStore.Whole(unit.Db.Faults.Where(fault => fault.CommunityId == community && fault.OpenFamily != null && working.Contains(fault.Severity)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var moved = 0;
        foreach (var fault in open.Where(fault => FaultTransitions.Next(fault.State, FaultAction.MoveDeadlines) is not null))
        {
            if (!fault.MoveDeadlines(CodedText.Of(ReasonCodes.DeadlineCalendarChanged), rules, now)) continue;
            await _store.SaveAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
            moved++;
        }

        return moved;
    }

    /// <summary>Years for which anybody keeps a calendar.</summary>
    private static void Require(DateOnly date)
    {
        if (date.Year is < 2000 or > 2100) throw new RuleViolation(RuleCodes.CalendarDateOutOfRange, ("date", date));
    }

    private static string? Shortened(string? name) => string.IsNullOrWhiteSpace(name) ? null : name.Trim() is { Length: > 100 } text ? text[..100] : name.Trim();

    private static RuleViolation Missing(CommunityId community) => new(OperationCodes.NotFound, ("kind", "community"), ("id", community));
}
