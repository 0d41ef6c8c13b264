namespace Facilities.Detection;

/// <summary>
/// A rule as data, with its limits already resolved for one asset. A condition is true, false or unknown; only true time that
/// lies between two readings on fresh data counts toward <see cref="For"/>, unknown time pauses it, false resets it.
/// </summary>
public sealed record RuleDefinition
{
    /// <summary>Unique within the profile, e.g. <c>entrapment</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Fault mode of the template that the finding names.</summary>
    public required string Mode { get; init; }

    public RuleKind Kind { get; init; }

    public required Condition When { get; init; }

    /// <summary>How long <see cref="When"/> must hold (silence: how long the asset must be silent). Zero fires at once.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long the condition must be known to be over before the finding clears.</summary>
    public TimeSpan ClearFor { get; init; }

    /// <summary>What ends it; without one the opposite of <see cref="When"/>.</summary>
    public Condition? ClearWhen { get; init; }

    /// <summary>While true beside <see cref="When"/> the rule fires without waiting for <see cref="For"/>.</summary>
    public Condition? Confirm { get; init; }

    /// <summary>The onset is the moment since when this holds (entrapment: standing with the door not open at a landing);
    /// without one, since when <see cref="When"/> holds.</summary>
    public Condition? Anchor { get; init; }

    /// <summary>When this becomes true, duration and onset start anew: what moved meanwhile did not stand (a car whose floor goes on counting).</summary>
    public Condition? Restart { get; init; }

    /// <summary>Steps (hours, days) whose means are carried on to the limit: a finding may come before the limit is reached. Empty: the quantity follows load, hour or season.</summary>
    public IReadOnlyList<TimeSpan> Trend { get; init; } = [];

    /// <summary>Of a step the value nearest to the limit counts, not the mean: a count that begins anew within it.</summary>
    public bool TrendOfWorst { get; init; }

    /// <summary>Does not fire while this other rule of the profile stands.</summary>
    public string? UnlessRaised { get; init; }

    /// <summary>Key of the leading signal; without one the first point of <see cref="When"/>.</summary>
    public string? Signal { get; init; }

    /// <summary>0..1; how often a finding of this rule is right.</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Takes part in the profile hash, so that a changed rule starts afresh and the others keep their state.</summary>
    internal string Canonical() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{Key}|{Mode}|{Kind}|{When.Canonical()}|{For.Ticks}|{ClearFor.Ticks}|{ClearWhen?.Canonical()}|{Confirm?.Canonical()}|{Anchor?.Canonical()}|{UnlessRaised}{(Restart is null ? "" : "|restart " + Restart.Canonical())}");
}
