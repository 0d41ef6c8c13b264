namespace Facilities.Domain.Inspections;

/// <summary>
/// The due dates of a schedule after its anchor, one after the other, without end unless its list ends. What can bend the even row:
/// <code>
///   interval changes on day c    the next due is at (last due + new interval), not before c: a tighter one never leaves a longer gap than the old one would
///   year list                    counts from the anchor whatever happens; a new list rules from c
///   out of use                   dues of these days are excused. Fixed: the row goes on. Otherwise due again on the day it comes back, and counted from there
///   out of use for very long     a fixed cycle with <see cref="InspectionSchedule.ReinspectMonths"/> has one more due, on the day it comes back
///   season                       dues outside it are left out
/// </code>
/// Depends on the schedule and the outages only, never on the day it is asked: that is why planning at once and day by day give the same.
/// </summary>
internal static class DueChain
{
    public static IEnumerable<PlannedDue> Of(InspectionSchedule schedule, IReadOnlyList<Outage> outages)
    {
        var last = schedule.AnchorDate;
        foreach (var due in Row(schedule, outages))
        {
            // A fixed cycle goes on through an outage; if that was very long, the asset is looked at before it is used again.
            if (schedule.ReinspectMonths is { } months)
            {
                foreach (var outage in outages)
                {
                    if (outage.IsLongerThan(months) && outage.Until > last && outage.Until < due.Date) yield return new PlannedDue(outage.Until, null);
                }
            }

            if (schedule.Season is not { } season || season.Includes(due.Date)) yield return due;
            last = due.Date;
        }
    }

    private static IEnumerable<PlannedDue> Row(InspectionSchedule schedule, IReadOnlyList<Outage> outages)
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
            behind = outages.FirstOrDefault(outage => outage.Includes(due));
            yield return new PlannedDue(due, behind?.PermitNumber);
            (anchor, n) = due == counted ? (anchor, n + 1) : (due, 1);
            last = due;
            if (due > known) known = due;
        }
    }
}
