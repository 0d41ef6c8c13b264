namespace Facilities.Domain.Grades;

/// <summary>What follows from a project manager's credit.</summary>
public enum CreditStanding
{
    Good,

    /// <summary>约谈: below 80.</summary>
    Talk,

    /// <summary>Replacement is advised: below 60.</summary>
    Replace,
}
