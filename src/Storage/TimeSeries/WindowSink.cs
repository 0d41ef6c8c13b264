using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>Hands samples to a <see cref="WindowFold"/>; a block that lies in one window is taken by its summary.</summary>
internal sealed class WindowSink(WindowFold fold) : ISeriesSink
{
    public bool IsDone => fold.IsDone;

    public bool TakesSummary(long startUnixMs, long endUnixMs) => fold.TakesSummaries && fold.IsOneWindow(startUnixMs, endUnixMs);

    public void AddSummary(long startUnixMs, in PointSummary summary) =>
        fold.AddSummary(startUnixMs, summary.Count, summary.Min, summary.Max, summary.Sum, summary.First, summary.Last);

    public void Add(long timestampUnixMs, double value) => fold.Add(timestampUnixMs, value);
}
