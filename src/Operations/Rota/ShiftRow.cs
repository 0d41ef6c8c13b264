using Facilities.Domain;
using Facilities.Domain.Rota;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>A single shift.</summary>
public sealed record ShiftRow(DutyShiftId Id, DutyLevel Level, UserId User, LocalizedName? Name, DateTimeOffset From, DateTimeOffset Until);
