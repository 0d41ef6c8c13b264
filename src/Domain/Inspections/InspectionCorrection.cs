using Facilities.Domain.Access;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Inspections;

/// <summary>Something in a record was wrong. The record stays as it was; the correction stands beside it, with who and when.</summary>
public sealed class InspectionCorrection
{
    private InspectionCorrection()
    {
    }

    /// <param name="stepKey">A step of the template; null: the record as a whole.</param>
    /// <param name="inOrder">The step as it really was.</param>
    /// <param name="value">In the step's unit.</param>
    /// <param name="note">Why; asked for.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.InspectionNotRecorded"/>, <see cref="RuleCodes.InspectionStep"/>, <see cref="RuleCodes.InspectionNote"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public InspectionCorrection(InspectionItem item, InspectionTemplate template, string? stepKey, bool? inOrder, double? value, string note, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.RecordInspection);
        if (item.State is not (InspectionState.Done or InspectionState.DoneLate)) throw new RuleViolation(RuleCodes.InspectionNotRecorded);
        if (stepKey is not null && template.Steps.All(step => step.Key != stepKey)) throw new RuleViolation(RuleCodes.InspectionStep, ("step", stepKey));
        if (string.IsNullOrWhiteSpace(note)) throw new RuleViolation(RuleCodes.InspectionNote);
        if (note.Length > Attachments.MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));
        ItemId = item.Id;
        StepKey = stepKey;
        InOrder = inOrder;
        Value = value is { } number && double.IsFinite(number) ? number : null;
        Note = note.Trim();
        By = actor.User;
        Organisation = actor.Organisation;
        At = now;
    }

    public long Id { get; private set; }

    public InspectionItemId ItemId { get; private set; }

    public string? StepKey { get; private set; }

    public bool? InOrder { get; private set; }

    public double? Value { get; private set; }

    public string Note { get; private set; } = "";

    public UserId? By { get; private set; }

    public OrganisationId? Organisation { get; private set; }

    public DateTimeOffset At { get; private set; }
}
