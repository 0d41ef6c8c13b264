namespace Facilities.Detection.Tests;

internal static class Noise
{
    /// <summary>Standard normal (Box and Muller).</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
