using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>A shift that comes again; times are the site's.</summary>
public sealed record PatternRow(
    DutyPatternId Id, DutyLevel Level, UserId User, LocalizedName? Name, string Days, TimeOnly From, TimeOnly Until, DateOnly ValidFrom, DateOnly? ValidUntil, int EveryWeeks);
