using Facilities.Domain.Calendars;

namespace Facilities.Domain.Inspections;

/// <summary>
/// The items of a schedule, twelve months ahead: a pure function of the schedule, the items there are, the asset's outages, the calendar and now. Run twice it
/// changes nothing the second time; run after a downtime it creates each due that was passed over once, marked late; run every day or once a year it gives the
/// same items.
/// </summary>
public static class InspectionPlanner
{
    public const int MonthsAhead = 12;

    /// <summary>Days before the planned date on which an item counts as due, at most.</summary>
    private const int MaximumLeadDays = 7;

    /// <param name="items">The schedule's items from <see cref="InspectionSchedule.SettledUntil"/> on, whatever their state, and older ones that are pending or excused.</param>
    /// <param name="outages">Ascending, apart from each other: <see cref="Outage.Of"/>. Null: none.</param>
    public static InspectionPlan Plan(
        InspectionSchedule schedule, IReadOnlyCollection<InspectionItem> items, WorkingCalendar calendar, DateTimeOffset now, IReadOnlyList<Outage>? outages = null)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(calendar);
        var today = calendar.LocalDate(now);
        var horizon = today.AddMonths(MonthsAhead);
        if (schedule.EndsOn is { } end && end < horizon) horizon = end;
        var since = schedule.SettledUntil is { } settled && settled > schedule.StartsOn ? settled : schedule.StartsOn;
        var row = Row(schedule, outages ?? [], since, horizon);

        var wanted = row.Chain.ToDictionary(due => due.Date, due => due.PermitNumber);
        // Only what nobody has begun to wait for can be taken back, and only ahead of the anchor: a duty that was passed over stays on record.
        var withdraw = items.Where(item => (item.State is InspectionState.Planned or InspectionState.Due || item.IsExcusedByOutage)
            && item.DueDate > schedule.AnchorDate && item.DueDate >= since && !wanted.ContainsKey(item.DueDate)).ToList();
        var kept = items.Except(withdraw).OrderBy(item => item.DueDate).ToList();
        var existing = kept.Select(item => item.DueDate).ToHashSet();
        var missing = row.Chain.Where(due => !existing.Contains(due.Date)).ToList();

        var dues = existing.Concat(missing.Select(due => due.Date)).Order().ToList();
        DateOnly? Next(DateOnly due) => dues.BinarySearch(due) + 1 is var i && i < dues.Count ? dues[i] : row.Beyond;
        DateOnly Previous(DateOnly due) => dues.BinarySearch(due) is > 0 and var i ? dues[i - 1] : row.Before;

        var create = missing.ConvertAll(due => Item(schedule, calendar, today, due, Previous(due.Date), Next(due.Date)));
        var advance = new List<(InspectionItem, InspectionState)>();
        var excuse = new List<(InspectionItem, string)>();
        var move = new List<(InspectionItem, DateOnly, DateOnly)>();
        foreach (var item in kept)
        {
            var permit = wanted.TryGetValue(item.DueDate, out var number) ? number : outages?.FirstOrDefault(outage => outage.Includes(item.DueDate))?.PermitNumber;
            if (permit is not null)
            {
                if (item.IsPending || (item.IsExcusedByOutage && item.PermitNumber != permit)) excuse.Add((item, permit));
                continue;
            }

            if (!item.IsPending && !item.IsExcusedByOutage) continue;
            var opens = item.OpensOn;
            if (item is { State: InspectionState.Planned, PlacedByHand: false } && Place(schedule, calendar, item.DueDate, item.EarliestOn) is var place && place != (item.PlannedDate, item.OpensOn) && place.Planned >= today)
            {
                move.Add((item, place.Planned, place.Opens));
                opens = place.Opens;
            }

            var state = InspectionItem.StateOn(today, opens, item.DueDate, Next(item.DueDate));
            if (item.IsExcusedByOutage || state > item.State) advance.Add((item, state));
        }

        return new InspectionPlan(create, withdraw, advance, excuse, move);
    }

    /// <summary>The dues between two days, the last one before and the first one beyond.</summary>
    private static (List<PlannedDue> Chain, DateOnly Before, DateOnly? Beyond) Row(InspectionSchedule schedule, IReadOnlyList<Outage> outages, DateOnly since, DateOnly horizon)
    {
        var (chain, before) = (new List<PlannedDue>(), schedule.AnchorDate);
        foreach (var due in DueChain.Of(schedule, outages))
        {
            if (due.Date > horizon) return (chain, before, schedule.EndsOn < due.Date ? null : due.Date);
            if (due.Date < since) before = due.Date;
            else chain.Add(due);
        }

        return (chain, before, null);
    }

    private static PlannedInspection Item(InspectionSchedule schedule, WorkingCalendar calendar, DateOnly today, PlannedDue planned, DateOnly previous, DateOnly? next)
    {
        var due = planned.Date;
        var earliest = Earliest(schedule, schedule.IntervalOn(due), due, previous);
        var (day, opens) = Place(schedule, calendar, due, earliest);
        var state = planned.PermitNumber is null ? InspectionItem.StateOn(today, opens, due, next) : InspectionState.Excused;
        return new PlannedInspection(due, calendar.EndOfDay(due), day, opens, earliest, state, due < today, planned.PermitNumber);
    }

    /// <summary>When it is meant to be done, and from when it counts as due.</summary>
    private static (DateOnly Planned, DateOnly Opens) Place(InspectionSchedule schedule, WorkingCalendar calendar, DateOnly due, DateOnly earliest)
    {
        var day = schedule.AvoidsHolidays ? calendar.WorkingDayOnOrBefore(due) : due;
        // A long holiday may cover the whole span between two dues; then the due date itself has to do.
        if (day < earliest) day = due;
        var opens = day.AddDays(-Math.Min(MaximumLeadDays, schedule.IntervalOn(due).LongestDays / 4));
        return (day, opens < earliest ? earliest : opens);
    }

    /// <summary>Work counts for this due only after the one before; and where it moves the anchor, only so late that the next due still lies behind this one.</summary>
    private static DateOnly Earliest(InspectionSchedule schedule, InspectionInterval interval, DateOnly due, DateOnly previous)
    {
        var earliest = previous.AddDays(1);
        if (schedule.EarlyMonths is { } months && due.AddMonths(-months) > earliest) earliest = due.AddMonths(-months);
        while (schedule.Anchor != InspectionAnchor.Fixed && earliest < due && interval.Nth(earliest, 1) <= due) earliest = earliest.AddDays(1);
        return earliest;
    }
}
