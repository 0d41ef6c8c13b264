using System.Threading.Channels;
using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>Wishes of other threads to the detection engine, which belongs to one: run there between readings. Bounded; a full queue refuses.</summary>
internal sealed class EngineRequests
{
    private readonly Channel<Action<DetectionEngine, IFindingSink>> _requests =
        Channel.CreateBounded<Action<DetectionEngine, IFindingSink>>(new BoundedChannelOptions(10_000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>A learned baseline starts over within about a second. False when too many wishes wait.</summary>
    public bool TryRetrain(SourceId source, string vectorKey) => _requests.Writer.TryWrite((engine, sink) => engine.Retrain(source, vectorKey, sink));

    /// <summary>Holds a rule back while a work permit runs, or lets it go again.</summary>
    public bool TrySuppress(SourceId source, string ruleKey, bool suppressed) =>
        _requests.Writer.TryWrite((engine, sink) => engine.Suppress(source, ruleKey, suppressed, sink));

    /// <summary>On the engine's thread only.</summary>
    public void Run(DetectionEngine engine, IFindingSink sink)
    {
        while (_requests.Reader.TryRead(out var request)) request(engine, sink);
    }
}
