namespace Facilities.Domain.Inspections;

/// <summary>A duty for one asset. It keeps the interval it runs by, so that a changed template takes effect when somebody says so.</summary>
public sealed class InspectionSchedule
{
    private InspectionSchedule()
    {
    }

    /// <param name="anchorDate">Dues count from here: commissioning, supervisory inspection, or the last time it was done.</param>
    /// <param name="startsOn">No due before this day is created: the day the schedule came into the system.</param>
    /// <param name="interval">Tighter than the template's; null: the template's.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionLoosened"/>.</exception>
    public InspectionSchedule(InspectionTemplate template, AssetId assetId, CommunityId communityId, DateOnly anchorDate, DateOnly startsOn, InspectionInterval? interval = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (interval is not null && template.Statutory && interval.LongestDays > template.Interval.LongestDays)
        {
            throw new RuleViolation(RuleCodes.InspectionLoosened, ("interval", interval), ("legal", template.Interval));
        }

        TemplateKey = template.Key;
        AssetId = assetId;
        CommunityId = communityId;
        Interval = interval ?? template.Interval;
        Anchor = template.Anchor;
        AnchorDate = anchorDate;
        StartsOn = startsOn;
        EarlyMonths = template.EarlyMonths;
        AvoidsHolidays = template.AvoidsHolidays;
    }

    public InspectionScheduleId Id { get; private set; }

    public AssetId AssetId { get; private set; }

    public CommunityId CommunityId { get; private set; }

    /// <summary>(asset, template) is unique.</summary>
    public string TemplateKey { get; private set; } = "";

    public InspectionInterval Interval { get; private set; } = InspectionInterval.HalfMonth;

    public InspectionAnchor Anchor { get; private set; }

    public DateOnly AnchorDate { get; private set; }

    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day with a due; null: open.</summary>
    public DateOnly? EndsOn { get; set; }

    public int? EarlyMonths { get; private set; }

    public bool AvoidsHolidays { get; private set; }

    /// <summary>Moves the anchor as its mode says; a claim that comes late for an older due never moves it back.</summary>
    internal void Completed(DateOnly due, DateOnly done)
    {
        var anchor = Anchor switch
        {
            InspectionAnchor.Floating => done,
            InspectionAnchor.MaximumInterval => done < due ? done : due,
            _ => AnchorDate,
        };
        if (anchor > AnchorDate) AnchorDate = anchor;
    }
}
