using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Replays;

/// <summary>An engine of its own over one source's stored readings, received when they were made: silence within them is then seen as such. Not thread-safe.</summary>
internal sealed class ReplayJudge
{
    private readonly DetectionEngine _engine = new();

    /// <param name="fromUnixMs">What began before is not told.</param>
    public ReplayJudge(SourceId source, DetectionProfile profile, long fromUnixMs)
    {
        _engine.Add(source, profile);
        Log = new OccurrenceLog(fromUnixMs);
    }

    public OccurrenceLog Log { get; }

    /// <param name="page">Ascending, later than what came before.</param>
    public void Observe(ReadingBatch page) => StoredReadings.Observe(_engine, page, Log);

    /// <summary>Time went on to here without another reading.</summary>
    public void End(long unixMs) => _engine.Tick(unixMs, Log);
}
