namespace Facilities.Telemetry.Tests;

public sealed class QuantitiesTests
{
    [Fact]
    public void Every_unit_belongs_to_exactly_one_quantity()
    {
        foreach (var quantity in Quantities.All)
        {
            foreach (var unit in Quantities.UnitsOf(quantity))
            {
                Quantities.TryGetQuantity(unit, out var found).ShouldBeTrue();
                found.ShouldBe(quantity);
            }
        }
    }

    [Theory]
    [InlineData("Mpa")]
    [InlineData("m/s2")]
    [InlineData("")]
    [InlineData("C")]
    public void A_misspelt_unit_is_unknown(string unit) => Quantities.TryGetQuantity(unit, out _).ShouldBeFalse();

    [Fact]
    public void The_usual_unit_comes_first() => Quantities.UnitsOf("pressure")[0].ShouldBe("MPa");
}
