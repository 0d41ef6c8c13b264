using System.Globalization;

namespace Facilities.Domain.Faults;

/// <summary>A fault's number, e.g. <c>F-2026-1187</c>: year of opening at the site and a running number of that year.</summary>
public static class FaultNumber
{
    public static string Format(int year, int running) => string.Create(CultureInfo.InvariantCulture, $"F-{year:0000}-{running:0000}");

    public static bool TryParse(string? text, out int year, out int running)
    {
        year = running = 0;
        return text is { Length: >= 11 } && text.StartsWith("F-", StringComparison.Ordinal) && text[6] == '-'
            && int.TryParse(text.AsSpan(2, 4), NumberStyles.None, CultureInfo.InvariantCulture, out year)
            && int.TryParse(text.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out running);
    }
}
