using System.Globalization;
using System.Text.RegularExpressions;

namespace Facilities.Domain.Complaints;

/// <summary>
/// The numbers of a place as somebody told them: 3号楼2单元1501室, 3#2单元, 3-2-1501, A座, 三栋, 2号梯. Of the same kind the first one counts. Pure.
/// </summary>
/// <param name="Building">Digits, or a letter; null: not told.</param>
/// <param name="Unit">Null: not told.</param>
/// <param name="Lift">Number of the lift or pump; null: not told.</param>
public readonly partial record struct SpokenPlace(string? Building, int? Unit, int? Lift)
{
    /// <param name="text">As <see cref="ComplaintText.Normalise"/> gives it.</param>
    public static SpokenPlace Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var building = First(Buildings().Match(text));
        var unit = Number(First(Units().Match(text)));
        if (building is null && Dashed().Match(text) is { Success: true } dashed)
        {
            building = dashed.Groups["b"].Value.TrimStart('0');
            unit ??= Number(dashed.Groups["u"].Value);
        }

        return new SpokenPlace(building, unit, Number(First(Lifts().Match(text))));
    }

    private static string? First(Match match) => match.Success && match.Groups["n"].Value.TrimStart('0') is { Length: > 0 } number ? number : null;

    private static int? Number(string? digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // 3号楼, 3#楼, 3#, 3栋, 3幢, 3座, a座; 3楼2单元 and 3号2单元, but neither the 3rd floor nor 3号梯.
    [GeneratedRegex(@"(?<![0-9])(?<n>[0-9]{1,3}|(?<![a-z])[a-z][0-9]?)(?:号楼|#楼|号院?(?=[0-9]单元)|楼(?=[0-9]单元)|#(?!\s*(?:电?梯|泵))|栋|幢|座(?!机))", RegexOptions.CultureInvariant)]
    private static partial Regex Buildings();

    [GeneratedRegex(@"(?<![0-9])(?<n>[0-9]{1,2})(?:单元|门(?!口)|单(?!号))", RegexOptions.CultureInvariant)]
    private static partial Regex Units();

    [GeneratedRegex(@"(?<![0-9])(?<n>[0-9]{1,2})(?:号|#)?(?:电|客|货|直|增压|加压|水|消火栓|喷淋)?(?:梯|泵)", RegexOptions.CultureInvariant)]
    private static partial Regex Lifts();

    [GeneratedRegex(@"(?<![0-9-])(?<b>[0-9]{1,2})-(?<u>[0-9])-(?:[0-9]{3,4})(?![0-9-])", RegexOptions.CultureInvariant)]
    private static partial Regex Dashed();
}
