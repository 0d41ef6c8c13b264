using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>Read model for pages and jobs. Thread-safe: may be asked at any time while the engine works, and never holds it up.</summary>
public interface IFreshnessView
{
    /// <summary>The source's state as of <paramref name="nowUnixMs"/> (site clock); <c>null</c> for an unknown source.</summary>
    SourceFreshness? Get(SourceId source, long nowUnixMs);

    /// <summary>Whether the asset as a whole is fresh, without copying its points.</summary>
    FreshnessState StateOf(SourceId source, long nowUnixMs);

    /// <summary>What the first trained baseline that the point belongs to expects of it; <c>null</c> while none has learned it.</summary>
    LearnedRange? Learned(SourceId source, ushort point);

    /// <summary>Sources watched at the moment.</summary>
    int Count { get; }
}
