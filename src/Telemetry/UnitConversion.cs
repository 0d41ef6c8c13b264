using System.Collections.Frozen;

namespace Facilities.Telemetry;

/// <summary>
/// From the units that devices send to those of <see cref="Quantities"/>: <c>y = x · factor + offset</c>. Knows more symbols than templates may use
/// (hPa, °F, W·min) and their common spellings. Factors: SI Brochure (9th ed.), NIST SP 811 for pounds, inches, gallons and psi. Immutable.
/// </summary>
public static class UnitConversion
{
    // Symbol → quantity, and the factor and offset to that quantity's first unit here.
    private static readonly FrozenDictionary<string, (string Quantity, double Factor, double Offset)> Units = new Dictionary<string, (string, double, double)>
    {
        ["%"] = ("ratio", 1, 0),
        ["‰"] = ("ratio", 0.1, 0),
        ["1/h"] = ("rate", 1, 0),
        ["1/min"] = ("rate", 60, 0),
        ["A"] = ("current", 1, 0),
        ["mA"] = ("current", 1e-3, 0),
        ["µA"] = ("current", 1e-6, 0),
        ["V"] = ("voltage", 1, 0),
        ["mV"] = ("voltage", 1e-3, 0),
        ["kV"] = ("voltage", 1e3, 0),
        ["W"] = ("power", 1, 0),
        ["mW"] = ("power", 1e-3, 0),
        ["kW"] = ("power", 1e3, 0),
        ["MW"] = ("power", 1e6, 0),
        ["VA"] = ("apparent-power", 1, 0),
        ["kVA"] = ("apparent-power", 1e3, 0),
        ["var"] = ("reactive-power", 1, 0),
        ["kvar"] = ("reactive-power", 1e3, 0),
        ["Wh"] = ("energy", 1, 0),
        ["kWh"] = ("energy", 1e3, 0),
        ["MWh"] = ("energy", 1e6, 0),
        ["Wmin"] = ("energy", 1 / 60d, 0),
        ["J"] = ("energy", 1 / 3600d, 0),
        ["kJ"] = ("energy", 1 / 3.6, 0),
        ["MJ"] = ("energy", 1e3 / 3.6, 0),
        ["Hz"] = ("frequency", 1, 0),
        ["kHz"] = ("frequency", 1e3, 0),
        ["°C"] = ("temperature", 1, 0),
        ["°F"] = ("temperature", 5 / 9d, -160 / 9d),
        ["K"] = ("temperature", 1, -273.15),
        ["Pa"] = ("pressure", 1, 0),
        ["hPa"] = ("pressure", 1e2, 0),
        ["kPa"] = ("pressure", 1e3, 0),
        ["MPa"] = ("pressure", 1e6, 0),
        ["mbar"] = ("pressure", 1e2, 0),
        ["bar"] = ("pressure", 1e5, 0),
        ["psi"] = ("pressure", 6894.757293168, 0),
        ["mmHg"] = ("pressure", 133.322387415, 0),
        ["inHg"] = ("pressure", 3386.389, 0),
        ["m³/h"] = ("flow", 1, 0),
        ["L/s"] = ("flow", 3.6, 0),
        ["L/min"] = ("flow", 0.06, 0),
        ["L/h"] = ("flow", 1e-3, 0),
        ["m³/s"] = ("flow", 3600, 0),
        ["m³/min"] = ("flow", 60, 0),
        ["gal/min"] = ("flow", 0.2271247071, 0),
        ["m³"] = ("volume", 1, 0),
        ["L"] = ("volume", 1e-3, 0),
        ["mL"] = ("volume", 1e-6, 0),
        ["gal"] = ("volume", 3.785411784e-3, 0),
        ["m²"] = ("area", 1, 0),
        ["mm/m"] = ("inclination", 1, 0),
        ["mm/h"] = ("precipitation", 1, 0),
        ["m"] = ("length", 1, 0),
        ["mm"] = ("length", 1e-3, 0),
        ["cm"] = ("length", 1e-2, 0),
        ["km"] = ("length", 1e3, 0),
        ["in"] = ("length", 0.0254, 0),
        ["ft"] = ("length", 0.3048, 0),
        ["m/s"] = ("speed", 1, 0),
        ["mm/s"] = ("speed", 1e-3, 0),
        ["km/h"] = ("speed", 1 / 3.6, 0),
        ["mph"] = ("speed", 0.44704, 0),
        ["m/s²"] = ("acceleration", 1, 0),
        ["g"] = ("acceleration", 9.80665, 0),
        ["s"] = ("duration", 1, 0),
        ["ms"] = ("duration", 1e-3, 0),
        ["min"] = ("duration", 60, 0),
        ["h"] = ("duration", 3600, 0),
        ["d"] = ("duration", 86400, 0),
        ["kg"] = ("mass", 1, 0),
        ["t"] = ("mass", 1e3, 0),
        ["lb"] = ("mass", 0.45359237, 0),
        ["lx"] = ("illuminance", 1, 0),
        ["dBm"] = ("signal-strength", 1, 0),
        ["dB"] = ("sound-level", 1, 0),
        ["mg/L"] = ("concentration", 1, 0),
        ["NTU"] = ("turbidity", 1, 0),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Spellings = new Dictionary<string, string>
    {
        ["C"] = "°C",
        ["℃"] = "°C",
        ["degC"] = "°C",
        ["ºC"] = "°C",
        ["Celsius"] = "°C",
        ["F"] = "°F",
        ["℉"] = "°F",
        ["degF"] = "°F",
        ["ºF"] = "°F",
        ["m3"] = "m³",
        ["㎥"] = "m³",
        ["m^3"] = "m³",
        ["m3/h"] = "m³/h",
        ["m^3/h"] = "m³/h",
        ["㎥/h"] = "m³/h",
        ["l"] = "L",
        ["l/s"] = "L/s",
        ["l/min"] = "L/min",
        ["l/h"] = "L/h",
        ["ml"] = "mL",
        ["LPM"] = "L/min",
        ["gpm"] = "gal/min",
        ["m3/s"] = "m³/s",
        ["m3/min"] = "m³/min",
        ["volt"] = "V",
        ["amp"] = "A",
        ["watt"] = "W",
        ["kw"] = "kW",
        ["kwh"] = "kWh",
        ["KWh"] = "kWh",
        ["KWH"] = "kWh",
        ["W·min"] = "Wmin",
        ["VAr"] = "var",
        ["VAR"] = "var",
        ["kVAr"] = "kvar",
        ["Mpa"] = "MPa",
        ["mpa"] = "MPa",
        ["kpa"] = "kPa",
        ["KPa"] = "kPa",
        ["Bar"] = "bar",
        ["PSI"] = "psi",
        ["lux"] = "lx",
        ["m/s2"] = "m/s²",
        ["m/s^2"] = "m/s²",
        ["uA"] = "µA",
        ["μA"] = "µA",
        ["mg/l"] = "mg/L",
        ["m2"] = "m²",
        ["hour"] = "h",
        ["hours"] = "h",
        ["sec"] = "s",
        ["%RH"] = "%",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A device's symbol as we write it; unknown ones come back as they are.</summary>
    public static string Normalise(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var trimmed = unit.Trim();
        return Spellings.GetValueOrDefault(trimmed, trimmed);
    }

    /// <summary>What a device's symbol measures; null when it isn't known.</summary>
    public static string? QuantityOf(string unit) => Units.TryGetValue(Normalise(unit), out var known) ? known.Quantity : null;

    /// <summary>How to get from one unit to the other; false when one isn't known or they measure different things.</summary>
    public static bool TryGet(string from, string to, out double factor, out double offset)
    {
        (factor, offset) = (1, 0);
        var (source, target) = (Normalise(from), Normalise(to));
        if (source == target) return true;
        if (!Units.TryGetValue(source, out var known) || !Units.TryGetValue(target, out var wanted) || known.Quantity != wanted.Quantity) return false;
        factor = known.Factor / wanted.Factor;
        offset = (known.Offset - wanted.Offset) / wanted.Factor;
        return true;
    }
}
