using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
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
/// <param name="Persons">RecordPersons: how many were trapped. ReleasePersons: how many of them came out, at <c>at</c>.</param>
/// <param name="HoldReason">RequestHold.</param>
/// <param name="HoldUntil">RequestHold.</param>
/// <param name="Code">Arrive: what was read from the code on the asset.</param>
/// <param name="Latitude">Arrive: where the phone was, degrees by WGS 84.</param>
/// <param name="Longitude">Arrive.</param>
/// <param name="Step">TickStep: key in the checklist.</param>
/// <param name="Value">TickStep: what was measured or seen.</param>
/// <param name="Parts">RecordParts.</param>
/// <param name="Stars">Rate: 1–5.</param>
/// <param name="Solved">Rate.</param>
/// <param name="Reporter">Rate: whose answer it is, the number of one of the fault's <c>followUps</c>.</param>
/// <param name="Part">AcknowledgePart, ReturnPart, RefusePart, WithdrawPart: its number within the fault.</param>
/// <param name="Due">AskPart: by when; <c>firm</c> is the organisation, <c>note</c> the task.</param>
internal sealed record FaultActionBody(
    FaultAction Action, string? Reason = null, string? Note = null, DateTimeOffset? At = null, IReadOnlyList<string>? Files = null, OrganisationId? Firm = null, UserId? Crew = null,
    Severity? Severity = null, FaultId? Into = null, int? Persons = null, HoldReason? HoldReason = null, DateTimeOffset? HoldUntil = null, string? Code = null, double? Latitude = null, double? Longitude = null, string? Step = null, string? Value = null,
    IReadOnlyList<PartBody>? Parts = null, int? Stars = null, bool? Solved = null, int? Part = null, DateTimeOffset? Due = null, int? Reporter = null)
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
        Code = Code,
        Position = Latitude is { } latitude && Longitude is { } longitude ? new GeoPoint(latitude, longitude) : null,
        Step = Step,
        Value = Value,
        Parts = [.. (Parts ?? []).Select(part => new PartUsed(part.Name, part.Quantity, Money.FromYuan(part.Yuan)))],
        Stars = Stars,
        Solved = Solved,
        Part = Part,
        Due = Due,
        Reporter = Reporter,
    };
}
