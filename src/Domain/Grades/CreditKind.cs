namespace Facilities.Domain.Grades;

/// <summary>What moves a project manager's credit.</summary>
public enum CreditKind
{
    OverdueTop,
    OverdueSevere,
    MissedStatutory,
    FalseRecord,
    Reopened,
    CleanMonth,
    EarlyCatch,
}
