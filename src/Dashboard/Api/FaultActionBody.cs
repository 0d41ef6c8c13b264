using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;

namespace Facilities.Dashboard.Api;

/// <summary>Body of an action on a fault; only the fields that the action needs are read.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Reason">A listed code, e.g. <c>fix.part_replaced</c>.</param>
/// <param name="Note">Own words.</param>
/// <param name="At">When it happened, for an action that waited on a phone.</param>
/// <param name="Files">SHA-256 of stored files, lower case hex.</param>
/// <param name="Firm">Dispatch: to whom; without it the firm under contract.</param>
/// <param name="Crew">Dispatch: the person there.</param>
/// <param name="Severity">ChangeSeverity.</param>
/// <param name="Into">Merge: the fault that goes on.</param>
/// <param name="Persons">RecordPersons.</param>
/// <param name="HoldReason">RequestHold.</param>
/// <param name="HoldUntil">RequestHold.</param>
/// <param name="Stars">Rate: 1–5.</param>
/// <param name="Solved">Rate.</param>
internal sealed record FaultActionBody(
    FaultAction Action, string? Reason = null, string? Note = null, DateTimeOffset? At = null, IReadOnlyList<string>? Files = null, OrganisationId? Firm = null, UserId? Crew = null,
    Severity? Severity = null, FaultId? Into = null, int? Persons = null, HoldReason? HoldReason = null, DateTimeOffset? HoldUntil = null, int? Stars = null, bool? Solved = null)
{
    public FaultCommand ToCommand(string key) => new()
    {
        Action = Action,
        Key = key,
        Reason = Reason,
        Note = Note,
        At = At,
        Files = Files ?? [],
        Firm = Firm,
        Crew = Crew,
        Severity = Severity,
        Into = Into,
        Persons = Persons,
        HoldReason = HoldReason,
        HoldUntil = HoldUntil,
        Stars = Stars,
        Solved = Solved,
    };
}
