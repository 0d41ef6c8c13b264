using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

/// <summary>What must hold for every duty, whoever does it when and however often the planner runs.</summary>
public sealed class InspectionPlannerProperties
{
    private static readonly string[] Intervals = ["half-month", "7d", "1d", "1mo", "3mo", "31d"];

    [Fact]
    public void Planning_in_one_go_equals_planning_day_by_day() => Seeds.Check(25, random =>
    {
        var (anchor, interval, start) = Case(random);
        var end = start.AddDays(random.Next(1, 200));
        var daily = Duty(anchor, interval, start);
        for (var day = start; day <= end; day = day.AddDays(1)) daily.Plan(day);
        var once = Duty(anchor, interval, start);
        once.Plan(end);
        Shape(once).ShouldBe(Shape(daily));
    });

    [Fact]
    public void Any_restart_point_gives_the_same_calendar() => Seeds.Check(25, random =>
    {
        var (anchor, interval, start) = Case(random);
        var work = Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToList();
        var steady = Run(new Random(1), 1.0);
        var broken = Run(new Random(random.Next()), 0.3);
        Shape(broken).ShouldBe(Shape(steady));

        // The same work on the same days; the planner runs every day, or only on some and always before work is done.
        Duty Run(Random runs, double often)
        {
            var duty = Duty(anchor, interval, start);
            for (var i = 0; i < 200; i++)
            {
                var day = start.AddDays(i);
                var worked = work[i] < 0.08;
                if (worked || i == 199 || runs.NextDouble() < often) duty.Plan(day);
                if (worked && Next(duty, day) is { } item) duty.Do(item, day);
                if (i == 199) duty.Plan(day);
            }

            return duty;
        }
    });

    [Fact]
    public void There_are_never_two_items_for_one_due_date_and_planning_twice_changes_nothing() => Seeds.Check(25, random =>
    {
        var duty = Lived(random, out var last);
        duty.Items.Select(item => item.DueDate).ShouldBeUnique();
        duty.Plan(last).IsEmpty.ShouldBeTrue();
    });

    [Fact]
    public void No_gap_between_visits_is_longer_than_the_maximum_interval_without_an_overdue_or_missed_item() => Seeds.Check(40, random =>
    {
        var duty = Lived(random, out _, InspectionAnchor.MaximumInterval);
        var visits = duty.Items.Where(item => item.EndedAt is not null).Select(item => Sites.Calendar().LocalDate(item.EndedAt!.Value)).Order().ToList();
        var previous = duty.Schedule.StartsOn;
        foreach (var visit in visits)
        {
            if (visit > duty.Schedule.Interval.Nth(previous, 1))
            {
                duty.Items.ShouldContain(item => item.DueDate > previous && item.DueDate < visit && (item.State == InspectionState.DoneLate || item.State == InspectionState.Missed || item.State == InspectionState.Overdue),
                    $"between {previous} and {visit}");
            }

            previous = visit;
        }
    });

    [Fact]
    public void The_next_due_after_a_visit_lies_within_the_maximum_interval() => Seeds.Check(40, random =>
    {
        var duty = Lived(random, out var last, InspectionAnchor.MaximumInterval);
        var visits = duty.Items.Where(item => item.EndedAt is not null).ToList();
        if (visits.Count == 0) return;
        var latest = visits.Max(item => Sites.Calendar().LocalDate(item.EndedAt!.Value));
        var next = duty.Items.Where(item => item.EndedAt is null && item.DueDate > visits.Max(visit => visit.DueDate)).Min(item => item.DueDate);
        next.ShouldBeLessThanOrEqualTo(duty.Schedule.Interval.Nth(latest, 1)!.Value);
    });

    [Fact]
    public void A_planned_day_is_never_after_the_due_date_nor_before_work_would_count() => Seeds.Check(25, random =>
    {
        var duty = Lived(random, out _);
        duty.Items.ShouldAllBe(item => item.PlannedDate <= item.DueDate && item.PlannedDate >= item.EarliestOn && item.OpensOn <= item.PlannedDate);
    });

    [Fact]
    public void With_outages_and_changes_planning_in_one_go_equals_day_by_day_and_any_restart_point_gives_the_same_calendar() => Seeds.Check(40, random =>
    {
        var (anchor, interval, start) = Case(random);
        var bends = random.Next();
        var days = random.Next(60, 420);
        var daily = Bent();
        var broken = Bent();
        var once = Bent();
        for (var i = 1; i <= days; i++)
        {
            daily.Plan(start.AddDays(i));
            if (random.Next(9) == 0) broken.Plan(start.AddDays(i));
        }

        broken.Plan(start.AddDays(days));
        once.Plan(start.AddDays(days));
        Shape(once).ShouldBe(Shape(daily));
        Shape(broken).ShouldBe(Shape(daily));
        daily.Items.Select(item => item.DueDate).ShouldBeUnique();

        // What is known on the first day: one outage, a tighter interval, a permit for a longer one.
        Duty Bent()
        {
            var chance = new Random(bends);
            var duty = Duty(anchor, interval, start);
            var away = start.AddDays(chance.Next(5, 200));
            duty.Outages.Add(new Outage(away, away.AddDays(chance.Next(1, 90)), "P-1"));
            if (chance.Next(2) == 0) duty.Schedule.Tighten(duty.Template, InspectionInterval.Days(Math.Max(1, duty.Schedule.Interval.LongestDays / 2)), start.AddDays(chance.Next(1, 200)), start);
            return duty;
        }
    });

    [Fact]
    public void With_an_outage_no_gap_is_longer_than_the_legal_interval_without_an_item_that_says_why() => Seeds.Check(40, random =>
    {
        var (_, interval, start) = Case(random);
        var duty = Duty(InspectionAnchor.MaximumInterval, interval, start);
        var away = start.AddDays(random.Next(5, 150));
        duty.Outages.Add(new Outage(away, away.AddDays(random.Next(1, 60)), "P-1"));
        for (var i = 0; i < 300; i++)
        {
            duty.Plan(start.AddDays(i));
            if (random.Next(6) == 0 && Next(duty, start.AddDays(i)) is { } item) duty.Do(item, start.AddDays(i));
        }

        var previous = start;
        foreach (var visit in duty.Items.Where(item => item.EndedAt is not null).Select(item => Sites.Calendar().LocalDate(item.EndedAt!.Value)).Order().ToList())
        {
            if (visit > duty.Schedule.Interval.Nth(previous, 1))
            {
                duty.Items.ShouldContain(item => item.DueDate > previous && item.DueDate < visit
                    && (item.State == InspectionState.DoneLate || item.State == InspectionState.Missed || item.State == InspectionState.Overdue || item.State == InspectionState.Excused),
                    $"between {previous} and {visit}");
            }

            previous = visit;
        }
    });

    private static Duty Lived(Random random, out DateOnly last, InspectionAnchor? only = null)
    {
        var (anchor, interval, start) = Case(random);
        var duty = Duty(only ?? anchor, interval, start);
        last = start;
        for (var i = 0; i < 300; i++)
        {
            last = start.AddDays(i);
            if (random.Next(4) == 0) duty.Plan(last);
            if (random.Next(10) == 0 && Next(duty, last) is { } item) duty.Do(item, last);
        }

        duty.Plan(last);
        return duty;
    }

    /// <summary>The item somebody would do on a day: the oldest that counts.</summary>
    private static InspectionItem? Next(Duty duty, DateOnly day) => duty.Items.Where(item => item.IsPending && item.EarliestOn <= day).MinBy(item => item.DueDate);

    private static Duty Duty(InspectionAnchor anchor, string interval, DateOnly start) =>
        new(anchor, interval, start.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), calendar: Sites.Calendar(NationalDay2026), avoidsHolidays: true);

    private static (InspectionAnchor, string, DateOnly) Case(Random random) =>
        ((InspectionAnchor)random.Next(1, 4), Intervals[random.Next(Intervals.Length)], Day("2026-01-01").AddDays(random.Next(0, 800)));

    private static string[] Shape(Duty duty) => [.. duty.Items.OrderBy(item => item.DueDate).Select(item => $"{item.DueDate:yyyy-MM-dd} {item.PlannedDate:yyyy-MM-dd} {item.State}")];
}
