using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>One organisation's part of a fault.</summary>
/// <param name="Number">Within the fault.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Name">Its name.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="DueAt">By when.</param>
/// <param name="AskedBy">Who asked; null: not known any more.</param>
/// <param name="AskedAt">When.</param>
/// <param name="State">How far it is.</param>
/// <param name="IsOverdue">Open, and its deadline has passed.</param>
/// <param name="AcknowledgedAt">When the organisation said that it has it.</param>
/// <param name="EndedBy">Who gave it back, refused or withdrew it.</param>
/// <param name="EndedAt">When.</param>
/// <param name="Result">The result, or the reason.</param>
/// <param name="Allowed">What the caller may do with it now.</param>
public sealed record FaultPartRow(
    int Number, OrganisationId Organisation, LocalizedName Name, string Task, DateTimeOffset DueAt, LocalizedName? AskedBy, DateTimeOffset AskedAt, FaultPartState State, bool IsOverdue,
    DateTimeOffset? AcknowledgedAt, LocalizedName? EndedBy, DateTimeOffset? EndedAt, string? Result, IReadOnlyList<FaultAction> Allowed)
{
    private static readonly FaultAction[] Actions = [FaultAction.AcknowledgePart, FaultAction.ReturnPart, FaultAction.RefusePart, FaultAction.WithdrawPart];

    /// <param name="part">Of <paramref name="fault"/>.</param>
    /// <param name="fault">Whole.</param>
    /// <param name="parties">Knows the names.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="isOwn">The caller has to do with the asset itself, not only with a part.</param>
    /// <param name="now">Site clock.</param>
    internal static FaultPartRow Of(FaultPart part, Fault fault, PartyLookup parties, Caller caller, bool isOwn, DateTimeOffset now) => new(
        part.Number, part.OrganisationId, parties.Organisation(part.OrganisationId) ?? new LocalizedName("", ""), part.Task, part.DueAt, parties.Person(part.AskedBy), part.AskedAt, part.State,
        part.IsOpen && part.DueAt < now, part.AcknowledgedAt, parties.Person(part.EndedBy), part.EndedAt, part.Result,
        [.. Actions.Where(action => (isOwn || FaultRights.IsOfParty(action)) && FaultPart.Next(part.State, action) is not null && FaultTransitions.Next(fault.State, action) is not null
            && FaultRights.Refusal(fault, action, caller.Actor) is null && FaultRights.RefusalOf(part, action, caller.Actor) is null)]);
}
