using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>Somebody stands in for somebody, both days included.</summary>
public sealed record SubstitutionRow(
    DutySubstitutionId Id, DutyLevel? Level, UserId Absent, LocalizedName? AbsentName, UserId Substitute, LocalizedName? SubstituteName, DateOnly From, DateOnly Until);
