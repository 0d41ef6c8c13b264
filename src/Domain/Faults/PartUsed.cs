using System.Globalization;
using Facilities.Domain.Insurance;

namespace Facilities.Domain.Faults;

/// <summary>One part that a repair took.</summary>
/// <param name="Name">As the crew calls it.</param>
/// <param name="Quantity">Pieces, metres, litres; more than none.</param>
/// <param name="Cost">For all of them together.</param>
public sealed record PartUsed(string Name, decimal Quantity, Money Cost)
{
    /// <summary>More lines than any repair's invoice.</summary>
    public const int MostParts = 30;

    private const int LongestName = 60;

    internal bool IsPlausible => Name.Trim().Length is > 0 and <= LongestName && Quantity is > 0 and < 10_000 && Cost.Fen >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name.Trim()} × {Quantity:0.##}");
}
