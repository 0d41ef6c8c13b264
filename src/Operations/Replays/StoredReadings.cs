using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Models;
using Facilities.Storage.Relational.Faults;
using Facilities.Telemetry;

namespace Facilities.Operations.Replays;

/// <summary>Stored readings to a detection engine.</summary>
public static class StoredReadings
{
    private const string StalePrefix = "stale:";

    /// <summary>Whether it tells of silence, which in hindsight isn't where the live clock saw it: a service that was stopped heard nobody.</summary>
    public static bool IsSilence(string ruleKey)
    {
        ArgumentNullException.ThrowIfNull(ruleKey);
        return ruleKey == FaultFamilies.Comms || ruleKey.StartsWith(StalePrefix, StringComparison.Ordinal);
    }

    /// <summary>Findings of readings: neither of silence nor of trends, models and sisters, which are judged over days and weeks.</summary>
    internal static IQueryable<StoredFinding> OfReadings(this IQueryable<StoredFinding> findings) =>
        findings.Where(finding => finding.RuleKey != FaultFamilies.Comms && !finding.RuleKey.StartsWith(StalePrefix) && !finding.RuleKey.StartsWith(TrendJudge.Prefix)
            && !finding.RuleKey.StartsWith(ModelFindings.Prefix) && !finding.RuleKey.StartsWith(ModelFindings.SisterPrefix));

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
