namespace Facilities.Detection;

/// <summary>What a condition is evaluated against. One per engine, reused.</summary>
internal sealed class Evaluation
{
    public SourceState Source { get; set; } = null!;

    /// <summary>Event time at which the condition is judged, Unix milliseconds.</summary>
    public long At { get; set; }

    /// <summary>Until when the inputs that were looked at stay fresh if nothing more is heard.</summary>
    public long ValidUntil { get; set; }

    /// <summary>Up to when the inputs that were looked at were measured: the oldest sample of a point with an interval, else
    /// <see cref="At"/>. Later time is held, not measured, and does not count for a duration.</summary>
    public long MeasuredTo { get; set; }

    /// <summary>Since when what is judged has been going on. A value that last moved after that is believed even if it has stood still too long by now: it moved there itself.</summary>
    public long BegunMs { get; set; } = long.MaxValue;

    public long SiteOffsetMs { get; init; }

    /// <summary>Before a condition is evaluated whose time is to be counted.</summary>
    public void StartCounting() => (ValidUntil, MeasuredTo) = (long.MaxValue, At);

    /// <summary>Value of a point if it may be believed at <see cref="At"/>.</summary>
    public bool TryValue(int point, out double value, bool evenInDoubt = false)
    {
        var source = Source;
        ref readonly var definition = ref source.Compiled.Points[point];
        ref readonly var state = ref source.Points[point];
        value = state.Value;
        if (source.Doubted != 0 && source.IsDoubted(point, evenInDoubt || state.ChangedMs >= BegunMs)) return false;
        long until;
        if ((state.Flags & PointFlags.Seen) == 0)
        {
            value = definition.Assumed;
            if (double.IsNaN(value)) return false;
            until = source.LastLifeMs + source.Compiled.SilentMs;
        }
        else
        {
            until = definition.StaleMs > 0 ? state.EventMs + definition.StaleMs : source.LastLifeMs + source.Compiled.SilentMs;
            // A value that an unusable one followed is no longer known; a held one was already old when it came.
            if ((state.Flags & PointFlags.Held) != 0 || state.BadCount > 0) return false;
        }

        if (At > until) return false;
        if (until < ValidUntil) ValidUntil = until;
        if (definition.StaleMs > 0 && state.EventMs < MeasuredTo) MeasuredTo = state.EventMs;
        return true;
    }
}
