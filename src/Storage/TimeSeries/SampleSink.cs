using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Collects samples up to a limit.</summary>
internal sealed class SampleSink(int limit) : ISeriesSink
{
    public List<Sample> Samples { get; } = [];

    public bool IsDone => Samples.Count >= limit;

    public bool TakesSummary(long startUnixMs, long endUnixMs) => false;

    public void AddSummary(long startUnixMs, in PointSummary summary) => throw new InvalidOperationException("Samples are wanted, not summaries.");

    public void Add(long timestampUnixMs, double value) => Samples.Add(new Sample(timestampUnixMs, value));
}
