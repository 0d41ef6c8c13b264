namespace Facilities.Domain.Inspections;

/// <summary>
/// The due dates of a schedule after its anchor, one after the other, without end unless its list ends. What can bend the even row:
/// <code>
///   interval changes on day c    the next due is at (last due + new interval), not before c: a tighter one never leaves a longer gap than the old one would
///   year list                    counts from the anchor whatever happens; a new list rules from c
///   out of use                   dues of these days are excused with the permit, or left out where there is none (the day it was switched off still has its own). Not fixed: due again on the day it comes back, counted from there
///   out of use, fixed            the row goes on; what fell due meanwhile and wasn't done is due on the day it comes back, unless it comes round within <see cref="ComesRoundDays"/> anyway
///   out of use for very long     a fixed cycle with <see cref="InspectionSchedule.ReinspectMonths"/> is due on the day it comes back, whatever fell due
///   season                       dues outside it are left out
/// </code>
/// Several permits and times without one that follow on each other are one absence. Depends on the schedule and the outages only, never on the day it is asked: that
/// is why planning at once and day by day give the same.
/// </summary>
internal static class DueChain
{
    /// <summary>A fixed duty that is asked for more often than this needs no day of its own on return: the daily and weekly ones. Our default.</summary>
    private const int ComesRoundDays = 15;

    /// <param name="outages">With a permit; those without one are the schedule's own <see cref="InspectionSchedule.Rests"/>.</param>
    public static IEnumerable<PlannedDue> Of(InspectionSchedule schedule, IReadOnlyList<Outage> outages)
    {
        var absences = Outage.Join([.. outages, .. schedule.Rests]);
        var (last, passed) = (schedule.AnchorDate, (DateOnly?)null);
        // A duty that ends on a day has its due on it, however it goes on.
        Outage? Away(DateOnly due) => schedule.Rests.Any(rest => rest.From == due) && !outages.Any(outage => outage.Includes(due)) ? null : absences.FirstOrDefault(absence => absence.Includes(due));
        foreach (var (due, away) in Row(schedule, Away))
        {
            foreach (var back in Returns(schedule, absences, last, due, passed)) yield return new PlannedDue(back, null);
            last = due;
            if (schedule.Season is { } season && !season.Includes(due)) continue;
            if (away is not null) passed = due;
            var permit = away is null ? null : outages.FirstOrDefault(outage => outage.Includes(due))?.PermitNumber;
            if (away is null || permit is not null) yield return new PlannedDue(due, permit);
        }

        foreach (var back in Returns(schedule, absences, last, DateOnly.MaxValue, passed)) yield return new PlannedDue(back, null);
    }

    /// <summary>Days between two dues of a fixed row on which the asset comes back and is looked at before it is used again.</summary>
    private static IEnumerable<DateOnly> Returns(InspectionSchedule schedule, IReadOnlyList<Outage> absences, DateOnly last, DateOnly next, DateOnly? passed)
    {
        if (schedule.Anchor != InspectionAnchor.Fixed) return [];
        return absences.Where(absence => absence.Until > last && absence.Until < next && (IsVeryLong(absence) || LeftUndone(absence))).Select(absence => absence.Until);

        bool IsVeryLong(Outage absence) => schedule.ReinspectMonths is { } months && absence.IsLongerThan(months);
        bool LeftUndone(Outage absence) => passed is { } due && absence.Includes(due) && !(due <= schedule.DoneThrough) && schedule.IntervalOn(due).LongestDays >= ComesRoundDays;
    }

    private static IEnumerable<(DateOnly Due, Outage? Away)> Row(InspectionSchedule schedule, Func<DateOnly, Outage?> away)
    {
        var (anchor, n, last) = (schedule.AnchorDate, 1, schedule.AnchorDate);
        // The interval of a day is looked up as far as this; from here on changes are still to come.
        var known = schedule.AnchorDate;
        var floor = schedule.AnchorDate;
        var interval = schedule.IntervalOn(known);
        Outage? behind = null;
        while (interval.Nth(anchor, n) is { } counted)
        {
            var due = counted < floor ? floor : counted;
            if (schedule.ChangeAfter(known) is { } change && change <= due)
            {
                var changed = schedule.IntervalOn(change);
                var list = changed.Kind == IntervalKind.Years || interval.Kind == IntervalKind.Years;
                (anchor, n) = (list ? schedule.AnchorDate : last, 1);
                (interval, known, floor) = (changed, change, change);
                while (list && interval.Nth(anchor, n) < change) n++;
                continue;
            }

            if (schedule.Anchor != InspectionAnchor.Fixed && behind is not null && due > behind.Until) due = behind.Until;
            behind = away(due);
            yield return (due, behind);
            (anchor, n) = due == counted ? (anchor, n + 1) : (due, 1);
            last = due;
            if (due > known) known = due;
        }
    }
}
