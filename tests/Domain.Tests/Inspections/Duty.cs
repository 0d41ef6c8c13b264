using Facilities.Domain.Access;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

/// <summary>One schedule with its items, planned and carried out as the service would.</summary>
internal sealed class Duty
{
    public static readonly Actor Crew = new(new UserId(11), Role.Crew, new OrganisationId(7));
    public static readonly UserSet TwoSignatures = UserSet.Parse("11,12");
    private WorkingCalendar _calendar;

    public Duty(InspectionAnchor anchor = InspectionAnchor.MaximumInterval, string interval = "half-month", string anchorDate = "2026-01-01", string? startsOn = null,
        WorkingCalendar? calendar = null, bool avoidsHolidays = false, int? earlyMonths = null, IReadOnlyList<InspectionStep>? steps = null, int signatures = 1)
    {
        _calendar = calendar ?? Sites.Calendar();
        Template = new InspectionTemplate("duty", "elevator", "维保", "Duty", InspectionInterval.Parse(interval), anchor, Performer.Firm, true, [], "", BasisMark.Stated)
        {
            AvoidsHolidays = avoidsHolidays,
            EarlyMonths = earlyMonths,
            Steps = steps ?? [],
            Signatures = signatures,
        };
        Schedule = new InspectionSchedule(Template, new AssetId(1), new CommunityId(1), Day(anchorDate), Day(startsOn ?? anchorDate));
    }

    /// <summary>A duty of the library without its checklist, signed by one.</summary>
    public Duty(InspectionTemplate template, string anchorDate, WorkingCalendar? calendar = null)
    {
        _calendar = calendar ?? Sites.Calendar();
        Template = template with { Steps = [], Signatures = 1 };
        Schedule = new InspectionSchedule(Template, new AssetId(1), new CommunityId(1), Day(anchorDate), Day(anchorDate));
    }

    public InspectionTemplate Template { get; }

    /// <summary>Out of use, ascending.</summary>
    public List<Outage> Outages { get; } = [];

    public InspectionSchedule Schedule { get; }

    public List<InspectionItem> Items { get; } = [];

    /// <summary>Another calendar holds from now on.</summary>
    public void Follow(WorkingCalendar calendar) => _calendar = calendar;

    /// <summary>Plans at noon of a day and does what the plan says.</summary>
    public InspectionPlan Plan(string day) => Plan(Day(day));

    public InspectionPlan Plan(DateOnly day)
    {
        var now = Noon(day);
        var since = Schedule.SettledUntil;
        var plan = InspectionPlanner.Plan(Schedule, [.. Items.Where(item => since is null || item.DueDate >= since || item.IsPending)], _calendar, now, Outages);
        foreach (var item in plan.Withdraw) Items.Remove(item);
        plan.Apply(now);
        Items.AddRange(plan.Create.Select(planned => new InspectionItem(Schedule, planned, now)));
        Schedule.Settle(day, _calendar.EndOfDay(day));
        return plan;
    }

    public InspectionItem Item(string due) => Items.Single(item => item.DueDate == Day(due));

    /// <summary>Due dates and states up to a day.</summary>
    public string[] Until(string day) => [.. Items.Where(item => item.DueDate <= Day(day)).OrderBy(item => item.DueDate).Select(item => $"{item.DueDate:yyyy-MM-dd} {item.State}")];

    /// <summary>Somebody does an item around noon of a day.</summary>
    public IReadOnlyList<InspectionStep> Do(InspectionItem item, DateOnly day, DateTimeOffset? recordedAt = null, params IReadOnlyList<InspectionStepResult> results) =>
        item.Complete(Claim(day, results), Crew, Template, Schedule, _calendar, recordedAt ?? Noon(day));

    public IReadOnlyList<InspectionStep> Do(string due, string day) => Do(Item(due), Day(day));

    public InspectionClaim Claim(DateOnly day, IReadOnlyList<InspectionStepResult>? results = null) =>
        new(Noon(day).AddHours(-1), Noon(day), Template.Signatures == 2 ? TwoSignatures : UserSet.Parse("11"), results ?? []);

    public DateTimeOffset Noon(DateOnly day) => _calendar.StartOfDay(day).AddHours(12);
}
