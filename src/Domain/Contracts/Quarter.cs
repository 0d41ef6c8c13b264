using System.Globalization;

namespace Facilities.Domain.Contracts;

/// <summary>A quarter of the site's calendar, written <c>2026Q1</c>.</summary>
public readonly record struct Quarter
{
    private readonly int _quarters;

    private Quarter(int quarters) => _quarters = quarters;

    /// <summary>First day.</summary>
    public DateOnly From => new((_quarters / 4) + 1, (_quarters % 4 * 3) + 1, 1);

    /// <summary>Last day, included.</summary>
    public DateOnly Until => From.AddMonths(3).AddDays(-1);

    public Quarter Previous => new(_quarters - 1);

    public static Quarter Of(DateOnly day) => new(((day.Year - 1) * 4) + ((day.Month - 1) / 3));

    /// <summary>Reads <c>2026Q1</c>; years 2000 to 2099.</summary>
    public static bool TryParse(string? text, out Quarter quarter)
    {
        quarter = default;
        if (text is not { Length: 6 } || text[4] is not ('Q' or 'q') || text[5] is < '1' or > '4' || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2099) return false;
        quarter = Of(new DateOnly(year, ((text[5] - '1') * 3) + 1, 1));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.Year:0000}Q{((From.Month - 1) / 3) + 1}");
}
