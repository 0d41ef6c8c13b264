using Facilities.Domain.Access;

namespace Facilities.Domain.Audit;

/// <summary>What happened, before it has its place in the chain.</summary>
/// <param name="At">Site time.</param>
/// <param name="Subject">Kind of thing, e.g. <c>fault</c>, <c>claim</c>, <c>inspection</c>.</param>
/// <param name="SubjectId">Its id or number.</param>
/// <param name="Action">What was done, e.g. <c>Acknowledge</c>.</param>
/// <param name="Role">Of the actor.</param>
/// <param name="Organisation">Of the actor.</param>
/// <param name="Detail">From, to, why and files as a coded text; nothing personal.</param>
/// <param name="Personal">Personal fields (who, own words), canonical; kept apart so that they can be erased. Null: none.</param>
public sealed record AuditDraft(
    DateTimeOffset At, string Subject, string SubjectId, string Action, Role Role, OrganisationId? Organisation, CodedText Detail, CodedText? Personal);
