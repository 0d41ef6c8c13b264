using Facilities.Domain;
using Facilities.Domain.Rota;

namespace Facilities.Operations.Rota;

/// <summary>A shift that comes again.</summary>
/// <param name="Level">As what.</param>
/// <param name="User">Who.</param>
/// <param name="Days">Weekdays on which it begins, as digits: 12345 is Monday to Friday.</param>
/// <param name="From">Begins at this local time of the site.</param>
/// <param name="Until">Handed over at this local time; on the next day when it isn't later than the beginning.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day on which it begins; null: goes on.</param>
/// <param name="EveryWeeks">1: every week; 2: every other; at most 12.</param>
public sealed record DutyPatternDraft(DutyLevel Level, UserId User, string Days, TimeOnly From, TimeOnly Until, DateOnly ValidFrom, DateOnly? ValidUntil = null, int EveryWeeks = 1);
