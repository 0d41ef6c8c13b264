using Facilities.Domain;

namespace Facilities.Storage.Relational.Inspections;

/// <summary>Telemetry shows the signature of work, and nobody has recorded it. (asset, rule, beginning) is unique.</summary>
public sealed class UnclaimedWork
{
    public long Id { get; set; }

    public AssetId AssetId { get; set; }

    public CommunityId CommunityId { get; set; }

    /// <summary>Key of the signature.</summary>
    public required string RuleKey { get; set; }

    /// <summary>By the device's clock.</summary>
    public DateTimeOffset From { get; set; }

    public DateTimeOffset To { get; set; }

    public DateTimeOffset FoundAt { get; set; }

    /// <summary>The record that came later, a phone had no network; null: there is none still.</summary>
    public InspectionItemId? ClaimedBy { get; set; }
}
