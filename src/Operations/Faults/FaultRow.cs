using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>A fault as a list shows it.</summary>
public sealed record FaultRow
{
    public required FaultId Id { get; init; }

    /// <summary>For example <c>F-2026-1187</c>.</summary>
    public required string Number { get; init; }

    public required Severity Severity { get; init; }

    public required FaultState State { get; init; }

    public required string Family { get; init; }

    /// <summary>Fault mode of the asset's template; its names and advice are there.</summary>
    public required string ModeKey { get; init; }

    public required CodedText Title { get; init; }

    public required FaultSource Source { get; init; }

    public required AssetPlace Place { get; init; }

    public required bool IsOpen { get; init; }

    /// <summary>When it began, by the device's clock.</summary>
    public required DateTimeOffset OnsetAt { get; init; }

    public required DateTimeOffset DetectedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the detector saw last; null for what people reported.</summary>
    public FindingFacts? Finding { get; init; }

    /// <summary>Whether the rule that found it is clear.</summary>
    public required bool RuleClear { get; init; }

    /// <summary>The next unmet limit; null when none runs.</summary>
    public FaultLimits? NextLimit { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>When the next limit began to count, for the bar of time used.</summary>
    public DateTimeOffset? NextFrom { get; init; }

    /// <summary>An unmet limit is past.</summary>
    public required bool Overdue { get; init; }

    public LocalizedName? Firm { get; init; }

    public LocalizedName? Crew { get; init; }

    /// <summary>Since when it comes and goes; null: it doesn't.</summary>
    public DateTimeOffset? UnstableSince { get; init; }

    /// <summary>Steps of the escalation ladder taken in this round; 0: not escalated.</summary>
    public int EscalationLevel { get; init; }

    /// <summary>How often it was reopened.</summary>
    public required int Reopened { get; init; }
}
