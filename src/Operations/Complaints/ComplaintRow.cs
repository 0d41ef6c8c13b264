using Facilities.Domain;
using Facilities.Domain.Complaints;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Complaints;

/// <summary>A record of the hotline with what was understood of it.</summary>
public sealed record ComplaintRow
{
    public required ComplaintId Id { get; init; }

    public required string Source { get; init; }

    public required string RecordNo { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Text { get; init; }

    public string? Address { get; init; }

    public required ComplaintTopic Topic { get; init; }

    public required string Subtopic { get; init; }

    /// <summary>0 to 1.</summary>
    public required double TopicConfidence { get; init; }

    public CommunityId? Community { get; init; }

    public LocalizedName? CommunityName { get; init; }

    public BuildingId? Building { get; init; }

    public LocalizedName? BuildingName { get; init; }

    public AssetId? Asset { get; init; }

    public LocalizedName? AssetName { get; init; }

    /// <summary>Address of the asset's page below <c>/assets/</c>; null: none is known.</summary>
    public string? AssetPath { get; init; }

    /// <summary>0 to 1.</summary>
    public required double PlaceConfidence { get; init; }

    /// <summary>0 to 1.</summary>
    public required double AssetConfidence { get; init; }

    /// <summary>Why the place was believed or doubted.</summary>
    public required IReadOnlyList<MatchReasons> Reasons { get; init; }

    public required ComplaintState State { get; init; }

    public required int RulesVersion { get; init; }

    /// <summary>The fault that was made of it, or that it is about; null: none, or not in the reader's scope.</summary>
    public FaultId? Fault { get; init; }

    /// <summary>Number of that fault.</summary>
    public string? FaultNumber { get; init; }
}
