namespace Facilities.Detection;

/// <summary>Kleene's three values: a condition over stale or missing data is unknown, not false.</summary>
internal enum Truth : sbyte
{
    False = -1,
    Unknown = 0,
    True = 1,
}
