using System.Collections.Concurrent;
using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>Reads the engine's sources from other threads.</summary>
internal sealed class FreshnessView(ConcurrentDictionary<int, DetectionProfile> sources) : IFreshnessView
{
    public int Count => sources.Count;

    public SourceFreshness? Get(SourceId source, long nowUnixMs) => null;

    public FreshnessState StateOf(SourceId source, long nowUnixMs) => FreshnessState.Never;
}
