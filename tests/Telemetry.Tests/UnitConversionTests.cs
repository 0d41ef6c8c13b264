namespace Facilities.Telemetry.Tests;

public sealed class UnitConversionTests
{
    [Theory]
    [InlineData(310, "kPa", "MPa", 0.31)]
    [InlineData(3.1, "bar", "MPa", 0.31)]
    [InlineData(100, "psi", "bar", 6.894757)]
    [InlineData(77, "°F", "°C", 25)]
    [InlineData(25, "℃", "°F", 77)]
    [InlineData(298.15, "K", "°C", 25)]
    [InlineData(60000, "W·min", "kWh", 1)]
    [InlineData(3.6, "MJ", "kWh", 1)]
    [InlineData(10, "l/s", "m3/h", 36)]
    [InlineData(1500, "mA", "A", 1.5)]
    [InlineData(2, "kW", "watt", 2000)]
    [InlineData(5, "lqi", "lqi", 5)]
    public void A_devices_unit_becomes_the_points(double value, string from, string to, double expected)
    {
        UnitConversion.TryGet(from, to, out var factor, out var offset).ShouldBeTrue();
        (value * factor + offset).ShouldBe(expected, 1e-5);
    }

    [Theory]
    [InlineData("W", "kWh")]
    [InlineData("°C", "%")]
    [InlineData("lqi", "%")]
    public void What_measures_something_else_is_refused(string from, string to) => UnitConversion.TryGet(from, to, out _, out _).ShouldBeFalse();

    [Fact]
    public void Every_unit_that_a_template_may_use_is_known()
    {
        // A difference of temperatures is nobody's reading; a vibration's mm/s is a speed's too.
        foreach (var unit in Quantities.All.SelectMany(Quantities.UnitsOf)) UnitConversion.QuantityOf(unit).ShouldNotBeNull(unit);
    }
}
