using Facilities.Domain.Access;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Enforcement;

/// <summary>A record of an inspection that was handed to an enforcement authority, and what came of it. The record itself never changes.</summary>
public sealed class EnforcementCase
{
    /// <summary>Longest case number, characters.</summary>
    public const int MaximumNumber = 60;

    /// <summary>Longest name of an authority, characters.</summary>
    public const int MaximumAuthority = 200;

    private EnforcementCase()
    {
    }

    /// <param name="number">Of the authority's file.</param>
    /// <param name="authority">To whom it goes.</param>
    /// <param name="reason">What is wrong, in the regulator's words.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.EnforcementFields"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public EnforcementCase(InspectionItemId item, string number, string authority, string reason, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.Supervise);
        (Number, Authority) = (Field("number", number, MaximumNumber), Field("authority", authority, MaximumAuthority));
        (ItemId, Reason) = (item, Words("reason", reason));
        (HandedBy, OrganisationId, HandedAt) = (actor.User, actor.Organisation, now);
    }

    public EnforcementCaseId Id { get; private set; }

    public InspectionItemId ItemId { get; private set; }

    public string Number { get; private set; } = "";

    public string Authority { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public EnforcementState State { get; private set; } = EnforcementState.HandedOver;

    /// <summary>Whose office handed it over.</summary>
    public OrganisationId? OrganisationId { get; private set; }

    public UserId? HandedBy { get; private set; }

    public DateTimeOffset HandedAt { get; private set; }

    public UserId? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The authority's result, or why it was withdrawn; null while open.</summary>
    public string? Result { get; private set; }

    /// <summary>The life of a case as one table; null: refused.</summary>
    public static EnforcementState? Next(EnforcementState state, EnforcementAction action) => (state, action) switch
    {
        (EnforcementState.HandedOver, EnforcementAction.Conclude) => EnforcementState.Concluded,
        (EnforcementState.HandedOver, EnforcementAction.Withdraw) => EnforcementState.Withdrawn,
        _ => null,
    };

    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.EnforcementTransition"/>, <see cref="RuleCodes.EnforcementFields"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public void End(EnforcementAction action, string words, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.Supervise);
        var next = Next(State, action) ?? throw new RuleViolation(RuleCodes.EnforcementTransition, ("case_state", State), ("case_action", action));
        (Result, State, EndedBy, EndedAt) = (Words("result", words), next, actor.User, now);
    }

    private static string Field(string name, string text, int maximum) =>
        text?.Trim() is { Length: > 0 } trimmed && trimmed.Length <= maximum ? trimmed : throw new RuleViolation(RuleCodes.EnforcementFields, ("field", name));

    private static string Words(string name, string text)
    {
        if (text?.Length > Attachments.MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));
        return Field(name, text ?? "", Attachments.MaximumNoteLength);
    }
}
