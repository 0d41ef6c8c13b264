using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Claims;

/// <summary>One line of a claim's history.</summary>
public sealed record ClaimEventRow(
    int Sequence, ClaimAction Action, ClaimState? From, ClaimState To, Role Role, LocalizedName? Person, LocalizedName? Organisation, DateTimeOffset At, CodedText Reason, string? Note);
