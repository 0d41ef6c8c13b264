namespace Facilities.Domain.Tests;

/// <summary>Runs a property over many seeded random cases; a failure names its seed, with which the case repeats.</summary>
internal static class Seeds
{
    public static void Check(int cases, Action<Random> property, int firstSeed = 1)
    {
        for (var seed = firstSeed; seed < firstSeed + cases; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"The property does not hold for seed {seed}: {failure.Message}", failure);
            }
        }
    }
}
