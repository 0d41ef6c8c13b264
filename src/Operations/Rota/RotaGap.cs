using Facilities.Domain.Rota;

namespace Facilities.Operations.Rota;

/// <summary>Nobody is on duty during [From, Until).</summary>
public sealed record RotaGap(DutyLevel Level, DateTimeOffset From, DateTimeOffset Until);
