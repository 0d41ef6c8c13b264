namespace Facilities.Storage.TimeSeries;

/// <summary>Takes a series in ascending order of time, sample by sample or, where it may, a block's summary at once.</summary>
internal interface ISeriesSink
{
    /// <summary>Looked at between samples; no more are given once it is true.</summary>
    bool IsDone { get; }

    /// <summary>Whether it would rather have the summary of all samples from start to end, both included.</summary>
    bool TakesSummary(long startUnixMs, long endUnixMs);

    void AddSummary(long startUnixMs, in PointSummary summary);

    void Add(long timestampUnixMs, double value);
}
