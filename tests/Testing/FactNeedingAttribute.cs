using Xunit;

namespace Facilities.Testing;

/// <summary>A fact that is skipped with its reason when something is missing; in CI it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(params Need[] needs)
    {
        Needs = needs;
        Skip = RequiredInCi.SkipReason(needs);
    }

    public IReadOnlyList<Need> Needs { get; }
}
