using Facilities.Domain.Calendars;

namespace Facilities.Domain.Inspections;

/// <summary>
/// The items of a schedule, twelve months ahead: a pure function of the schedule, the items there are, the calendar and now. Run twice it changes nothing the
/// second time; run after a downtime it creates each due that was passed over once, marked late; run every day or once a year it gives the same items.
/// </summary>
public static class InspectionPlanner
{
    public const int MonthsAhead = 12;

    /// <summary>Days before the planned date on which an item counts as due, at most.</summary>
    private const int MaximumLeadDays = 7;

    /// <param name="items">All of the schedule's items from its anchor date on, whatever their state.</param>
    public static InspectionPlan Plan(InspectionSchedule schedule, IReadOnlyCollection<InspectionItem> items, WorkingCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(calendar);
        var today = calendar.LocalDate(now);
        var horizon = today.AddMonths(MonthsAhead);
        if (schedule.EndsOn is { } end && end < horizon) horizon = end;
        var chain = schedule.Interval.Dues(schedule.AnchorDate, horizon).Where(due => due >= schedule.StartsOn).ToList();

        var wanted = chain.ToHashSet();
        // Only what nobody has begun to wait for can be taken back, and only ahead of the anchor: a duty that was passed over stays on record.
        var withdraw = items.Where(item => item.State is InspectionState.Planned or InspectionState.Due && item.DueDate > schedule.AnchorDate && !wanted.Contains(item.DueDate)).ToList();
        var kept = items.Except(withdraw).OrderBy(item => item.DueDate).ToList();
        var existing = kept.Select(item => item.DueDate).ToHashSet();
        var missing = chain.Where(due => !existing.Contains(due)).ToList();

        var dues = existing.Concat(missing).Order().ToList();
        var create = missing.ConvertAll(due => Item(schedule, calendar, today, due, Previous(schedule, dues, due), Next(schedule, dues, due)));
        var advance = new List<(InspectionItem, InspectionState)>();
        foreach (var item in kept.Where(item => item.IsPending))
        {
            var state = InspectionItem.StateOn(today, item.OpensOn, item.DueDate, Next(schedule, dues, item.DueDate));
            if (state > item.State) advance.Add((item, state));
        }

        return new InspectionPlan(create, withdraw, advance);
    }

    private static PlannedInspection Item(InspectionSchedule schedule, WorkingCalendar calendar, DateOnly today, DateOnly due, DateOnly previous, DateOnly? next)
    {
        var earliest = Earliest(schedule, due, previous);
        var planned = schedule.AvoidsHolidays ? calendar.WorkingDayOnOrBefore(due) : due;
        // A long holiday may cover the whole span between two dues; then the due date itself has to do.
        if (planned < earliest) planned = due;
        var opens = planned.AddDays(-Math.Min(MaximumLeadDays, schedule.Interval.LongestDays / 4));
        if (opens < earliest) opens = earliest;
        return new PlannedInspection(due, calendar.EndOfDay(due), planned, opens, earliest, InspectionItem.StateOn(today, opens, due, next), due < today);
    }

    /// <summary>Work counts for this due only after the one before; and where it moves the anchor, only so late that the next due still lies behind this one.</summary>
    private static DateOnly Earliest(InspectionSchedule schedule, DateOnly due, DateOnly previous)
    {
        var earliest = previous.AddDays(1);
        if (schedule.EarlyMonths is { } months && due.AddMonths(-months) > earliest) earliest = due.AddMonths(-months);
        while (schedule.Anchor != InspectionAnchor.Fixed && earliest < due && schedule.Interval.Nth(earliest, 1) <= due) earliest = earliest.AddDays(1);
        return earliest;
    }

    private static DateOnly Previous(InspectionSchedule schedule, List<DateOnly> dues, DateOnly due)
    {
        var i = dues.BinarySearch(due);
        return i > 0 ? dues[i - 1] : schedule.Interval.Dues(schedule.AnchorDate, due.AddDays(-1)).Append(schedule.AnchorDate).Max();
    }

    private static DateOnly? Next(InspectionSchedule schedule, List<DateOnly> dues, DateOnly due)
    {
        var i = dues.BinarySearch(due);
        if (i + 1 < dues.Count) return dues[i + 1];
        for (var n = 1; ; n++)
        {
            if (schedule.Interval.Nth(schedule.AnchorDate, n) is not { } candidate) return null;
            if (candidate > due) return schedule.EndsOn is { } end && candidate > end ? null : candidate;
        }
    }
}
