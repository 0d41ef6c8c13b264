using Facilities.Domain;
using Facilities.Domain.Grades;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Grades;

/// <summary>An appeal against a month.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Shown">What was shown when it was made.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">In the firm's words.</param>
/// <param name="Firm">Whose.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="DecidedBy">The reviewer; null while open.</param>
/// <param name="DecidedAt">When; null while open.</param>
/// <param name="Decision">In the reviewer's words; null while open.</param>
/// <param name="Granted">What the month shows instead; null unless granted.</param>
public sealed record GradeAppealRow(
    GradeAppealId Id, DateOnly Month, Grade Shown, GradeAppealState State, string Reason, LocalizedName? Firm, DateTimeOffset RaisedAt, LocalizedName? DecidedBy, DateTimeOffset? DecidedAt, string? Decision, Grade? Granted);
