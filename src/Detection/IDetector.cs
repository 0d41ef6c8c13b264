namespace Facilities.Detection;

/// <summary>
/// Says of rows of numbers how unusual they are: scores, then learns. What to make of a score (thresholds, hysteresis, cool-down) is decided elsewhere. Every
/// implementation passes one contract suite: silent until trained, rows with a missing number leave no trace, a restart changes nothing to the bit, the order
/// of channels is irrelevant, memory is bounded and a row allocates nothing. Not thread-safe.
/// </summary>
/// <remarks>The engine calls the implementations themselves, not through here: an indirect call on every row would cost and gain nothing.</remarks>
internal interface IDetector
{
    /// <summary>Numbers of a row.</summary>
    int Channels { get; }

    /// <summary>It has learned enough to score.</summary>
    bool Trained { get; }

    /// <summary>How unusual a row is, higher is stranger; 0 until trained, and for a row of which a number is missing (NaN).</summary>
    /// <param name="atUnixMs">When it was measured, ms since 1970 in local time; not before the last.</param>
    /// <param name="row">One number for each channel.</param>
    double Score(long atUnixMs, ReadOnlySpan<double> row);

    /// <summary>Learns from the row that was scored last.</summary>
    /// <param name="row">The same row.</param>
    /// <param name="usual">False: whoever decides takes it for an anomaly, so nothing of it may become usual.</param>
    void Learn(ReadOnlySpan<double> row, bool usual);

    /// <summary>A channel's share in the last score. Only once trained.</summary>
    ChannelReason Reason(int channel);

    void Save(StateWriter writer);

    /// <summary>Into a detector as it was made.</summary>
    /// <exception cref="DetectionStateException">The bytes are cut off or can't be.</exception>
    void Load(ref StateReader reader);
}
