using System.Globalization;

namespace Facilities.Domain.Escalation;

/// <summary>One step of a ladder: when, and who is told.</summary>
/// <param name="After">Real time since the alarm, for faults that must be acknowledged around the clock; null: <paramref name="Share"/>.</param>
/// <param name="Share">Share of each limit that isn't met yet, 0 to 1; null: <paramref name="After"/>.</param>
/// <param name="Target">Who.</param>
/// <param name="RescueLine">The message also asks for a call to the rescue line (96333 and the like). We never call anybody ourselves.</param>
public sealed record EscalationRung(TimeSpan? After, double? Share, EscalationTarget Target, bool RescueLine = false)
{
    public override string ToString()
    {
        var when = After is { } after ? string.Create(CultureInfo.InvariantCulture, $"{after.TotalMinutes:0}m") : string.Create(CultureInfo.InvariantCulture, $"{100 * Share:0}%");
        return $"{when} {Target.ToString().ToLowerInvariant()}{(RescueLine ? "+rescue" : "")}";
    }

    internal static bool TryParse(string text, out EscalationRung rung)
    {
        rung = null!;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2 || !TryTarget(words[1], out var target, out var rescue)) return false;
        if (!int.TryParse(words[0].AsSpan(0, words[0].Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        rung = words[0][^1] switch
        {
            // A month of silence is nobody's ladder.
            'm' when number is >= 1 and <= 43_200 => new EscalationRung(TimeSpan.FromMinutes(number), null, target, rescue),
            'h' when number is >= 1 and <= 720 => new EscalationRung(TimeSpan.FromHours(number), null, target, rescue),
            '%' when number is >= 1 and <= 100 => new EscalationRung(null, number / 100.0, target, rescue),
            _ => null!,
        };
        return rung is not null;
    }

    private static bool TryTarget(string text, out EscalationTarget target, out bool rescue)
    {
        rescue = text.EndsWith("+rescue", StringComparison.OrdinalIgnoreCase);
        var name = rescue ? text[..^"+rescue".Length] : text;
        return Enum.TryParse(name, ignoreCase: true, out target) && Enum.IsDefined(target) && !char.IsDigit(name[0]);
    }
}
