using Facilities.Domain.Rota;

namespace Facilities.Domain.Escalation;

/// <summary>Who is told by a step of the ladder: a level of the rota, or the regulator.</summary>
public enum EscalationTarget
{
    First = DutyLevel.First,
    Second = DutyLevel.Second,
    Manager = DutyLevel.Manager,
    Firm = DutyLevel.Firm,

    /// <summary>The regulators of the district; not on anybody's rota.</summary>
    Regulator = 5,
}
