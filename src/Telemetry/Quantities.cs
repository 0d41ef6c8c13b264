using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Facilities.Telemetry;

/// <summary>
/// One table of what is measured and the unit symbols it may be given in, the usual one first. A symbol belongs to one quantity, so a template's
/// unit says what its point measures, and a misspelt one (<c>Mpa</c>, <c>m/s2</c>) is found when the template is loaded. Immutable.
/// </summary>
public static class Quantities
{
    private static readonly FrozenDictionary<string, string[]> UnitsOfQuantity = new Dictionary<string, string[]>
    {
        ["ratio"] = ["%"],
        ["rate"] = ["1/h", "1/min"],
        ["current"] = ["A", "mA"],
        ["voltage"] = ["V", "mV", "kV"],
        ["power"] = ["W", "kW"],
        ["energy"] = ["kWh", "Wh"],
        ["frequency"] = ["Hz"],
        ["temperature"] = ["°C"],
        ["temperature-difference"] = ["K"],
        ["pressure"] = ["MPa", "kPa", "bar"],
        ["flow"] = ["m³/h", "L/s", "L/min"],
        ["volume"] = ["m³", "L"],
        ["area"] = ["m²"],
        ["inclination"] = ["mm/m"],
        ["precipitation"] = ["mm/h"],
        ["length"] = ["m", "mm", "cm"],
        ["speed"] = ["m/s"],
        ["vibration-velocity"] = ["mm/s"],
        ["acceleration"] = ["m/s²", "g"],
        ["duration"] = ["s", "ms", "min", "h"],
        ["mass"] = ["kg", "t"],
        ["illuminance"] = ["lx"],
        ["signal-strength"] = ["dBm"],
        ["sound-level"] = ["dB"],
        ["concentration"] = ["mg/L"],
        ["turbidity"] = ["NTU"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> QuantityOfUnit = UnitsOfQuantity
        .SelectMany(static q => q.Value.Select(unit => (unit, quantity: q.Key)))
        .ToFrozenDictionary(static x => x.unit, static x => x.quantity, StringComparer.Ordinal);

    /// <summary>Keys of all quantities.</summary>
    public static IReadOnlyCollection<string> All => UnitsOfQuantity.Keys;

    /// <summary>The unit symbols of a quantity, the usual one first.</summary>
    /// <exception cref="KeyNotFoundException">There is no such quantity.</exception>
    public static IReadOnlyList<string> UnitsOf(string quantity) => UnitsOfQuantity[quantity];

    /// <summary>What a unit symbol measures; false for a symbol that isn't in the table. The empty symbol (a bare number) measures nothing.</summary>
    public static bool TryGetQuantity(string unit, [NotNullWhen(true)] out string? quantity) => QuantityOfUnit.TryGetValue(unit, out quantity);
}
