using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Hands the times of usable samples to a <see cref="CoverageFold"/>.</summary>
internal sealed class CoverageSink(CoverageFold fold) : ISeriesSink
{
    public bool IsDone => fold.IsDone;

    public bool TakesSummary(long startUnixMs, long endUnixMs) => false;

    public void AddSummary(long startUnixMs, in PointSummary summary) => throw new InvalidOperationException("Times are wanted, not summaries.");

    public void Add(long timestampUnixMs, double value)
    {
        if (!double.IsNaN(value)) fold.Add(timestampUnixMs);
    }
}
