namespace Facilities.Detection.Tests.Slow;

public sealed class P2QuantileTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void Agrees_with_the_stored_values(double share)
    {
        var (quantile, random, values) = (new P2Quantile(share), new Random(11), new List<double>());
        for (var i = 0; i < 20_000; i++)
        {
            // Heavy to the right, as distances are.
            var value = -Math.Log(1 - random.NextDouble());
            values.Add(value);
            quantile.Add(value);
        }

        values.Sort();
        quantile.Value.ShouldBe(values[(int)(share * values.Count)], 0.05 * values[(int)(share * values.Count)]);
    }

    [Fact]
    public void Before_the_fifth_value_it_is_the_largest()
    {
        var quantile = new P2Quantile(0.99);
        quantile.Value.ShouldBe(0);
        foreach (var value in (double[])[3, 1, 2]) quantile.Add(value);

        quantile.Value.ShouldBe(3);
    }
}
