namespace Facilities.Domain.Rota;

/// <summary>What shifts, patterns and substitutions have in common.</summary>
internal static class DutyRules
{
    public static void RequireLevel(DutyLevel level)
    {
        if (!Enum.IsDefined(level)) throw new RuleViolation(RuleCodes.DutyLevelUnknown, ("level", (int)level));
    }
}
