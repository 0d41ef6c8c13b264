using static Facilities.Domain.Models.ModelAction;
using static Facilities.Domain.Models.ModelState;

namespace Facilities.Domain.Models;

/// <summary>The life of a learned model, in one table.</summary>
public static class ModelTransitions
{
    /// <summary>Null: refused.</summary>
    public static ModelState? Next(ModelState state, ModelAction action) => (state, action) switch
    {
        (Shadow, Activate) => Active,
        (Shadow or Active, Retire) => Retired,
        (Active, Distrust) => Shadow,
        (Retired, Restore) => Active,
        _ => null,
    };

    /// <exception cref="RuleViolation"><see cref="RuleCodes.ModelTransition"/>.</exception>
    public static ModelState Require(ModelState state, ModelAction action) =>
        Next(state, action) ?? throw new RuleViolation(RuleCodes.ModelTransition, ("state", state), ("action", action));
}
