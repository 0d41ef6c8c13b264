using Facilities.Domain;
using Facilities.Domain.Complaints;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>A record of the hotline, with what was understood of it. (<see cref="Source"/>, <see cref="RecordNo"/>) is unique: taken twice, it is stored once. No name and no number of a person is kept.</summary>
public sealed class Complaint
{
    public const int SourceLength = 32;
    public const int RecordNoLength = 64;
    public const int TextLength = 2_000;
    public const int AddressLength = 300;

    public ComplaintId Id { get; private set; }

    /// <summary>Where it comes from, e.g. <c>12345</c>.</summary>
    public required string Source { get; set; }

    /// <summary>Its number there.</summary>
    public required string RecordNo { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Months since year 0, local time: year × 12 + month − 1.</summary>
    public int Month { get; set; }

    /// <summary>0–23, local time.</summary>
    public int Hour { get; set; }

    public required string Text { get; set; }

    public string? Address { get; set; }

    public ComplaintTopic Topic { get; set; }

    public required string Subtopic { get; set; }

    /// <summary>0 to 1,000.</summary>
    public int TopicPermille { get; set; }

    public CommunityId? CommunityId { get; set; }

    public BuildingId? BuildingId { get; set; }

    public AssetId? AssetId { get; set; }

    /// <summary>0 to 1,000.</summary>
    public int SitePermille { get; set; }

    /// <summary>0 to 1,000.</summary>
    public int AssetPermille { get; set; }

    public MatchReasons Reasons { get; set; }

    public ComplaintState State { get; set; }

    /// <summary><see cref="ComplaintRules.Version"/> by which it was judged.</summary>
    public int RulesVersion { get; set; }

    /// <summary>Null: it came by the API.</summary>
    public ComplaintImportId? ImportId { get; set; }

    /// <summary>Of who brought it; it sees it also where no community is known.</summary>
    public OrganisationId? OrganisationId { get; set; }

    /// <summary>The fault that somebody made of it, or that he says it is about.</summary>
    public FaultId? FaultId { get; set; }

    public UserId? ReviewedBy { get; set; }

    public DateTimeOffset? ReviewedAt { get; set; }
}
