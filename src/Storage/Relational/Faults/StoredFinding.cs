using Facilities.Domain;

namespace Facilities.Storage.Relational.Faults;

/// <summary>One occurrence of a detection rule on an asset. (asset, rule, onset) is unique: told twice, it is stored once.</summary>
public sealed class StoredFinding
{
    public long Id { get; set; }

    public AssetId AssetId { get; set; }

    public required string RuleKey { get; set; }

    /// <summary>When it began, by the device's clock.</summary>
    public DateTimeOffset OnsetAt { get; set; }

    /// <summary>First sign of it, at or before the onset.</summary>
    public DateTimeOffset SinceAt { get; set; }

    /// <summary>Site clock when the engine was sure.</summary>
    public DateTimeOffset DetectedAt { get; set; }

    /// <summary>When it ended, by the device's clock; null while it stands.</summary>
    public DateTimeOffset? ClearedAt { get; set; }

    public required string ModeKey { get; set; }

    public required string Family { get; set; }

    /// <summary>The fault it opened or joined; null when it was over before it was known.</summary>
    public FaultId? FaultId { get; set; }

    /// <summary>The permit that kept it back: while that one runs it wakes nobody and opens no fault.</summary>
    public PermitId? PermitId { get; set; }

    /// <summary>Key of the leading point; null when the whole asset is meant.</summary>
    public string? Signal { get; set; }

    /// <summary>In the unit of the point.</summary>
    public double? Value { get; set; }

    public double? Expected { get; set; }

    public double? Limit { get; set; }

    public double Deviation { get; set; }

    /// <summary>What <see cref="Deviation"/> counts: <c>OverLimit</c>, <c>Sigma</c>, <c>SilentMs</c> or <c>DaysToLimit</c>.</summary>
    public required string DeviationUnit { get; set; }

    /// <summary>0–1.</summary>
    public double Confidence { get; set; }

    /// <summary>False: it was over before it was known, and paged nobody.</summary>
    public bool Stood { get; set; }

    /// <summary>Contributing signals, strongest first.</summary>
    public IReadOnlyList<StoredEvidence> Evidence { get; set; } = [];
}
