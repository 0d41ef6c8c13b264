using Facilities.Domain;
using Facilities.Storage.Relational.Faults;

namespace Facilities.Operations.Faults;

/// <summary>What a detector saw.</summary>
public sealed record FindingRow
{
    public required AssetId Asset { get; init; }

    public FaultId? Fault { get; init; }

    public required string RuleKey { get; init; }

    public required string ModeKey { get; init; }

    public required DateTimeOffset OnsetAt { get; init; }

    public required DateTimeOffset SinceAt { get; init; }

    public required DateTimeOffset DetectedAt { get; init; }

    /// <summary>Null while it stands.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>The permit that kept it back; null: none did.</summary>
    public PermitId? Permit { get; init; }

    /// <summary>Key of the leading point; null when the whole asset is meant.</summary>
    public string? Signal { get; init; }

    public double? Value { get; init; }

    public double? Expected { get; init; }

    public double? Limit { get; init; }

    public required double Deviation { get; init; }

    /// <summary><c>OverLimit</c>, <c>Sigma</c>, <c>SilentMs</c> or <c>DaysToLimit</c>.</summary>
    public required string DeviationUnit { get; init; }

    public required double Confidence { get; init; }

    /// <summary>False: it was over before it was known.</summary>
    public required bool Stood { get; init; }

    public required IReadOnlyList<StoredEvidence> Evidence { get; init; }

    internal static FindingRow Of(StoredFinding finding) => new()
    {
        Asset = finding.AssetId,
        Fault = finding.FaultId,
        RuleKey = finding.RuleKey,
        ModeKey = finding.ModeKey,
        OnsetAt = finding.OnsetAt,
        SinceAt = finding.SinceAt,
        DetectedAt = finding.DetectedAt,
        ClearedAt = finding.ClearedAt,
        Permit = finding.PermitId,
        Signal = finding.Signal,
        Value = finding.Value,
        Expected = finding.Expected,
        Limit = finding.Limit,
        Deviation = finding.Deviation,
        DeviationUnit = finding.DeviationUnit,
        Confidence = finding.Confidence,
        Stood = finding.Stood,
        Evidence = finding.Evidence,
    };
}
