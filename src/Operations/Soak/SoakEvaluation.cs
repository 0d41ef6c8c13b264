using Facilities.Domain.Faults;

namespace Facilities.Operations.Soak;

/// <summary>What telemetry says about a soaking fault.</summary>
/// <param name="Version">Version of the fault that was judged; the verdict is void for another one.</param>
/// <param name="Facts">What it rests on.</param>
/// <param name="Result">Verdict and reasons.</param>
public sealed record SoakEvaluation(int Version, SoakFacts Facts, SoakResult Result);
