using Facilities.Domain;
using Facilities.Domain.Rota;

namespace Facilities.Dashboard.Api;

/// <summary>A single shift.</summary>
internal sealed record ShiftBody(DutyLevel Level, UserId User, DateTimeOffset From, DateTimeOffset Until);
