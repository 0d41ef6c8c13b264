using Xunit;

namespace Facilities.Testing;

/// <summary>A theory that is skipped with its reason when something is missing; in CI it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TheoryNeedingAttribute : TheoryAttribute
{
    public TheoryNeedingAttribute(params Need[] needs)
    {
        Needs = needs;
        Skip = RequiredInCi.SkipReason(needs);
    }

    public IReadOnlyList<Need> Needs { get; }
}
