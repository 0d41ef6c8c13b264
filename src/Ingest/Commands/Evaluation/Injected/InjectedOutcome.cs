using System.Text.Json.Serialization;
using Facilities.Detection;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>What the findings of one recording are worth against its label.</summary>
/// <param name="Recording">With its label.</param>
/// <param name="FoundBy">Rule that found the fault first; null: none did, or healthy.</param>
/// <param name="DetectedUnixMs">When it was sure.</param>
/// <param name="FalseAlarms">In the order in which they were raised.</param>
internal sealed record InjectedOutcome(InjectedRecording Recording, string? FoundBy, long DetectedUnixMs, IReadOnlyList<FalseAlarm> FalseAlarms)
{
    [JsonIgnore]
    public bool InTime => FoundBy is not null && DetectedUnixMs <= Recording.Fault!.DeadlineUnixMs;

    /// <summary>From detection to full severity; negative when late. Only of a fault that was found.</summary>
    [JsonIgnore]
    public TimeSpan Lead => TimeSpan.FromMilliseconds(Recording.Fault!.FullUnixMs - DetectedUnixMs);

    /// <summary>From the sign to detection. Only of a fault that was found.</summary>
    [JsonIgnore]
    public TimeSpan Delay => TimeSpan.FromMilliseconds(DetectedUnixMs - Recording.Fault!.StartUnixMs);

    /// <summary>
    /// The first finding after the start that is of one of the label's families finds the fault; a learned one belongs to the family of its leading
    /// signal. What is raised before the start is a false alarm, and so is afterwards whatever is neither of these families, nor of those the label
    /// lists as consequences, nor a learned deviation: the fault does move the asset away from what was learned.
    /// </summary>
    public static InjectedOutcome Of(InjectedRecording recording, FindingList findings, AssetTemplate template)
    {
        string? foundBy = null;
        var detected = 0L;
        var alarms = new List<FalseAlarm>();
        foreach (var finding in findings.Where(finding => finding.Kind == FindingKind.Raised))
        {
            var learned = finding.ModeKey == FaultFamilies.Unexplained;
            var family = learned ? template.Point(finding.Signal?.Key ?? "")?.Family ?? FaultFamilies.Unexplained : template.Mode(finding.ModeKey).Family;
            if (recording.Fault is not { } fault || finding.DetectedUnixMs < fault.StartUnixMs)
            {
                alarms.Add(new FalseAlarm(family, finding.RuleKey));
            }
            else if (fault.Families.Contains(family))
            {
                if (foundBy is null) (foundBy, detected) = (finding.RuleKey, finding.DetectedUnixMs);
            }
            else if (!learned && !fault.Also.Contains(family))
            {
                alarms.Add(new FalseAlarm(family, finding.RuleKey));
            }
        }

        return new InjectedOutcome(recording, foundBy, detected, alarms);
    }
}
