using Facilities.Domain.Access;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Sampling;

/// <summary>A drawn record, and what was found when somebody went and looked. Said once; the record itself never changes.</summary>
public sealed class SpotCheck
{
    private SpotCheck()
    {
    }

    public SpotCheck(SampleId sample, int position, InspectionItemId item) => (SampleId, Position, ItemId) = (sample, position, item);

    public SpotCheckId Id { get; private set; }

    public SampleId SampleId { get; private set; }

    /// <summary>1, 2, … in the order of the draw.</summary>
    public int Position { get; private set; }

    public InspectionItemId ItemId { get; private set; }

    /// <summary>Null until somebody looked.</summary>
    public SpotCheckResult? Result { get; private set; }

    public string? Note { get; private set; }

    public UserId? CheckedBy { get; private set; }

    public DateTimeOffset? CheckedAt { get; private set; }

    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.SpotCheckKnown"/>, <see cref="RuleCodes.SpotCheckWords"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public void Record(SpotCheckResult result, string note, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.Supervise);
        if (Result is not null) throw new RuleViolation(RuleCodes.SpotCheckKnown);
        if (!Enum.IsDefined(result) || string.IsNullOrWhiteSpace(note)) throw new RuleViolation(RuleCodes.SpotCheckWords);
        if (note.Length > Attachments.MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));
        (Result, Note, CheckedBy, CheckedAt) = (result, note.Trim(), actor.User, now);
    }
}
