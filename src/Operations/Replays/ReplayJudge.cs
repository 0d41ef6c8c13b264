using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Replays;

/// <summary>An engine of its own over one source's stored readings, received when they were made: silence within them is then seen as such. Not thread-safe.</summary>
internal sealed class ReplayJudge
{
    private readonly DetectionEngine _engine = new();

    public ReplayJudge(SourceId source, DetectionProfile profile) => _engine.Add(source, profile);

    public OccurrenceLog Log { get; } = new();

    /// <param name="page">Ascending, later than what came before.</param>
    public void Observe(ReadingBatch page) => StoredReadings.Observe(_engine, page, Log);

    /// <summary>Time went on to here without another reading.</summary>
    public void End(long unixMs) => _engine.Tick(unixMs, Log);
}
