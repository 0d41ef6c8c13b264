using Facilities.Domain;
using Facilities.Domain.Rota;

namespace Facilities.Operations.Rota;

/// <summary>Somebody who is on duty.</summary>
/// <param name="User">Who.</param>
/// <param name="Level">As what.</param>
/// <param name="Organisation">His firm.</param>
/// <param name="Until">End of his span, UTC: handed over then, or to a substitute.</param>
/// <param name="InsteadOf">Whose shift it is, when he stands in.</param>
public sealed record OnCallPerson(UserId User, DutyLevel Level, OrganisationId? Organisation, DateTimeOffset Until, UserId? InsteadOf);
