namespace Facilities.Telemetry;

/// <summary>
/// How long each level of a series is kept, counted from event time: null is for ever; zero for a roll-up level says that it isn't made. Immutable.
/// </summary>
public sealed record RetentionRule
{
    /// <summary>The samples themselves; above zero.</summary>
    public TimeSpan? Raw { get; init; }

    public TimeSpan? Minute { get; init; } = TimeSpan.Zero;

    public TimeSpan? Hour { get; init; }

    public TimeSpan? Day { get; init; }

    /// <summary>Everything is kept for ever, and rolled up per hour and day.</summary>
    public static RetentionRule Everything { get; } = new();

    public TimeSpan? this[RollUpLevel level] => level switch
    {
        RollUpLevel.Raw => Raw,
        RollUpLevel.Minute => Minute,
        RollUpLevel.Hour => Hour,
        _ => Day,
    };

    /// <summary>Whether the level is kept at all.</summary>
    public bool Makes(RollUpLevel level) => this[level] != TimeSpan.Zero;

    /// <summary>The mistakes in this rule, in words for whoever wrote it; empty when it is sound.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Raw <= TimeSpan.Zero) yield return "raw must be longer than nothing (or kept for ever)";
        foreach (var level in RollUpLevels.Made)
        {
            if (this[level] < TimeSpan.Zero) yield return $"{level} must not be negative";
        }

        TimeSpan? kept = TimeSpan.Zero;
        for (var level = RollUpLevel.Raw; level <= RollUpLevel.Day; level++)
        {
            if (!Makes(level)) continue;
            // Otherwise the coarser level would leave a hole in the past that the finer one doesn't have.
            if (kept is null ? this[level] is not null : this[level] < kept) yield return $"{level} must be kept at least as long as the finer levels";
            kept = this[level];
        }
    }
}
