using Facilities.Detection;
using Facilities.Domain;
using Facilities.Storage.Relational.Faults;

namespace Facilities.Operations.Faults;

/// <summary>From the engine's findings to stored ones.</summary>
internal static class StoredFindings
{
    public static StoredFinding Create(Finding finding, FindingMode mode)
    {
        var stored = new StoredFinding
        {
            AssetId = new AssetId(finding.Source.Value),
            RuleKey = finding.RuleKey,
            OnsetAt = At(finding.OnsetUnixMs),
            SinceAt = At(finding.SinceUnixMs),
            DetectedAt = At(finding.DetectedUnixMs),
            ClearedAt = finding.Stands || finding.ClearedUnixMs is not { } cleared ? null : At(cleared),
            ModeKey = mode.Key,
            Family = mode.Family,
            DeviationUnit = finding.DeviationUnit.ToString(),
            Stood = finding.Stands,
        };
        Update(stored, finding);
        return stored;
    }

    /// <summary>Takes what the finding says now; false when it says nothing new.</summary>
    public static bool Update(StoredFinding stored, Finding finding)
    {
        if (stored.Value == Finite(finding.Value) && stored.Deviation.Equals(finding.Deviation) && stored.Confidence.Equals(finding.Confidence) && stored.Signal == finding.Signal?.Key)
            return false;
        stored.Signal = finding.Signal?.Key;
        stored.Value = Finite(finding.Value);
        stored.Expected = Finite(finding.Expected);
        stored.Limit = Finite(finding.Limit);
        stored.Deviation = double.IsFinite(finding.Deviation) ? finding.Deviation : 0;
        stored.Confidence = finding.Confidence;
        stored.Evidence = [.. finding.Evidence.Select(item => new StoredEvidence(
            item.Signal.No, item.Signal.Key, Finite(item.Value), item.EventTimeUnixMs, Finite(item.Expected), Finite(item.Deviation))
        {
            Earliest = Finite(item.Earliest),
            Latest = Finite(item.Latest),
        })];
        return true;
    }

    /// <summary>The finding as the engine would tell it now, by its stored facts.</summary>
    public static Finding ToFinding(StoredFinding stored, DateTimeOffset now) => new()
    {
        Source = new Telemetry.SourceId(stored.AssetId.Value),
        RuleKey = stored.RuleKey,
        ModeKey = stored.ModeKey,
        Kind = FindingKind.Raised,
        OnsetUnixMs = stored.OnsetAt.ToUnixTimeMilliseconds(),
        SinceUnixMs = stored.SinceAt.ToUnixTimeMilliseconds(),
        DetectedUnixMs = now.ToUnixTimeMilliseconds(),
        Signal = stored.Signal is { } key ? new FindingSignal(stored.Evidence.FirstOrDefault(item => item.Key == key)?.Point ?? 0, key) : null,
        Value = stored.Value,
        Expected = stored.Expected,
        Limit = stored.Limit,
        Deviation = stored.Deviation,
        Confidence = stored.Confidence,
        Stands = stored.ClearedAt is null,
    };

    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;

    private static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
