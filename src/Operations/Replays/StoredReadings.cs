using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Replays;

/// <summary>Stored readings to a detection engine.</summary>
public static class StoredReadings
{
    /// <summary>Whether it tells of silence, which in hindsight isn't where the live clock saw it: a service that was stopped heard nobody.</summary>
    public static bool IsSilence(string ruleKey)
    {
        ArgumentNullException.ThrowIfNull(ruleKey);
        return ruleKey == "comms" || ruleKey.StartsWith("stale:", StringComparison.Ordinal);
    }

    /// <summary>Received when they happened: the engine's clock then follows the stretch, and silence within it is seen as such.</summary>
    public static void Observe(DetectionEngine engine, ReadingBatch page, IFindingSink sink)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(page);
        for (var i = 0; i < page.Count; i++)
        {
            var reading = page[i];
            engine.Observe(
                new Reading
                {
                    Source = reading.Source,
                    EventTimeUnixMs = reading.EventTimeUnixMs,
                    ReceiveTimeUnixMs = reading.EventTimeUnixMs,
                    Flags = reading.Flags,
                    Values = reading.Values,
                },
                sink);
        }
    }
}
