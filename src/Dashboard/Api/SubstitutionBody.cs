using Facilities.Domain;
using Facilities.Domain.Rota;

namespace Facilities.Dashboard.Api;

/// <summary>Somebody stands in for somebody.</summary>
/// <param name="Level">Null: on every level.</param>
internal sealed record SubstitutionBody(UserId Absent, UserId Substitute, DateOnly From, DateOnly Until, DutyLevel? Level = null);
