namespace Facilities.Operations.Intake;

/// <summary>
/// A pattern of plain topics: levels are text, <c>+</c> (anything), <c>{device}</c> or <c>{field}</c>; several of a kind are joined with <c>/</c>.
/// Without <c>{field}</c> the payload is JSON, or one value named <c>value</c>.
/// </summary>
public static class PlainPattern
{
    /// <summary>What a pattern looks like.</summary>
    public const string Example = "sensors/{device}/{field}";

    private const string Device = "{device}";
    private const string Field = "{field}";

    /// <summary>At least one device level and one level of text, no wildcard but <c>+</c>, and none of our own topics.</summary>
    public static bool IsWellFormed(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length is 0 or > 512 || pattern.StartsWith("fm/", StringComparison.Ordinal) || pattern[0] == '$') return false;
        var levels = pattern.Split('/');
        return levels.Contains(Device) && levels.Any(IsText)
            && levels.All(level => level is Device or Field or "+" || (IsText(level) && level.AsSpan().IndexOfAny("+#{}\0") < 0));

        static bool IsText(string level) => level.Length > 0 && level is not (Device or Field or "+");
    }

    /// <summary>Compares a topic; gives device and field (empty when the pattern has none).</summary>
    public static bool TryMatch(string pattern, string topic, out string device, out string field)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(topic);
        device = field = "";
        var (levels, parts) = (pattern.Split('/'), topic.Split('/'));
        if (levels.Length != parts.Length) return false;
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] == Device) device = device.Length == 0 ? parts[i] : $"{device}/{parts[i]}";
            else if (levels[i] == Field) field = field.Length == 0 ? parts[i] : $"{field}/{parts[i]}";
            else if (levels[i] != "+" && levels[i] != parts[i]) return false;
        }

        return device.Length > 0;
    }
}
