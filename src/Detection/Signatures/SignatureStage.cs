namespace Facilities.Detection.Signatures;

/// <summary>
/// Something that shows in telemetry when work is done: a condition that holds for a time. Its <em>runs</em> are the stretches in which a list of <see cref="AnyOf"/> holds.
/// </summary>
public sealed record SignatureStage
{
    public required string Key { get; init; }

    /// <summary>Or: a stretch counts when all terms of one of these lists hold.</summary>
    public required IReadOnlyList<IReadOnlyList<SignatureTerm>> AnyOf { get; init; }

    /// <summary>Each run lasts at least this long; of <see cref="LevelsOf"/>, each level.</summary>
    public TimeSpan AtLeast { get; init; }

    /// <summary>Each run lasts at most this long; null: as long as it likes.</summary>
    public TimeSpan? AtMost { get; init; }

    /// <summary>All runs together last at least this long.</summary>
    public TimeSpan InTotal { get; init; }

    /// <summary>So many runs, or levels.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Not runs are counted but different levels of this point while the terms hold: floors, flows.</summary>
    public string? LevelsOf { get; init; }

    /// <summary>Values within one such step are the same level.</summary>
    public double LevelStep { get; init; } = 1;

    /// <summary>Key of an earlier stage; this one's runs begin after that one's began (or ended).</summary>
    public string? After { get; init; }

    /// <summary>Counted from the earlier stage's end, not from its beginning.</summary>
    public bool AfterEnd { get; init; }

    /// <summary>The first run begins within this after the earlier stage; null: any time.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>It doesn't happen in ordinary use: alone it already speaks for the work.</summary>
    public bool Telling { get; init; }
}
