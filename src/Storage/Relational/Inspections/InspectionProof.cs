using Facilities.Domain;
using Facilities.Domain.Inspections;

namespace Facilities.Storage.Relational.Inspections;

/// <summary>What telemetry says about a record, and when it is to be asked again. Times are the window in which the work was looked for.</summary>
public sealed class InspectionProof
{
    /// <summary>The key; the record itself never changes.</summary>
    public InspectionItemId ItemId { get; set; }

    public AssetId AssetId { get; set; }

    public CommunityId CommunityId { get; set; }

    public required string TemplateKey { get; set; }

    public DateOnly DueDate { get; set; }

    /// <summary>Null until it is judged for the first time.</summary>
    public ProofVerdict? Verdict { get; set; }

    /// <summary>Signature that was looked for; null when there is none for the duty any more.</summary>
    public string? RuleKey { get; set; }

    /// <summary>Attribute of the asset without which the signature has no limits.</summary>
    public string? MissingAttribute { get; set; }

    public DateTimeOffset WindowFrom { get; set; }

    public DateTimeOffset WindowTo { get; set; }

    public DateTimeOffset? MatchedFrom { get; set; }

    public DateTimeOffset? MatchedTo { get; set; }

    /// <summary>Share of the hour before, of the window and of the hour after in which the asset was heard of, 0 to 1.</summary>
    public double CoverageBefore { get; set; }

    public double CoverageWithin { get; set; }

    public double CoverageAfter { get; set; }

    /// <summary>How each stage came out.</summary>
    public IReadOnlyList<ProvenStage> Stages { get; set; } = [];

    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>How often it was judged.</summary>
    public int Times { get; set; }

    /// <summary>Late data may still come; null: it is settled.</summary>
    public DateTimeOffset? JudgeAgainAt { get; set; }
}
