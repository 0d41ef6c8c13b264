using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Keeps the last sample of a stretch.</summary>
internal sealed class LastSink : ISeriesSink
{
    public Sample? Last { get; private set; }

    public bool IsDone => false;

    public bool TakesSummary(long startUnixMs, long endUnixMs) => false;

    public void AddSummary(long startUnixMs, in PointSummary summary) => throw new InvalidOperationException("Samples are wanted, not summaries.");

    public void Add(long timestampUnixMs, double value) => Last = new Sample(timestampUnixMs, value);
}
