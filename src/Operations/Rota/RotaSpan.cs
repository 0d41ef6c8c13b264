using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>Somebody on duty during [From, Until).</summary>
public sealed record RotaSpan(DutyLevel Level, UserId User, LocalizedName? Name, DateTimeOffset From, DateTimeOffset Until, LocalizedName? InsteadOf);
