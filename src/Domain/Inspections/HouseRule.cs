namespace Facilities.Domain.Inspections;

/// <summary>What a firm asks of itself beyond the rule, from a day on: for the duties of all assets that it runs or looks after, also those that come later.</summary>
public sealed class HouseRule
{
    private HouseRule()
    {
    }

    public HouseRule(OrganisationId organisation, string templateKey, DateOnly from, InspectionInterval interval, UserId? decidedBy, DateTimeOffset decidedAt)
    {
        OrganisationId = organisation;
        TemplateKey = templateKey;
        From = from;
        Interval = interval;
        DecidedBy = decidedBy;
        DecidedAt = decidedAt;
    }

    public OrganisationId OrganisationId { get; private set; }

    public string TemplateKey { get; private set; } = "";

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    public InspectionInterval Interval { get; private set; } = InspectionInterval.HalfMonth;

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset DecidedAt { get; private set; }
}
