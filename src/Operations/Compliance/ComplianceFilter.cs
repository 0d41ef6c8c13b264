using Facilities.Domain;

namespace Facilities.Operations.Compliance;

/// <summary>Which duties are counted, and by what they are told apart.</summary>
public sealed record ComplianceFilter
{
    /// <summary>First due date.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last due date, included; at most <see cref="MaximumDays"/> after the first.</summary>
    public required DateOnly Until { get; init; }

    public required ComplianceBy By { get; init; }

    public OrganisationId? District { get; init; }

    public CommunityId? Community { get; init; }

    /// <summary>Property firm that runs the community, or maintenance firm under contract for the asset today.</summary>
    public OrganisationId? Firm { get; init; }

    public AssetId? Asset { get; init; }

    public string? TemplateKey { get; init; }

    /// <summary>Only what one column of the table counts; null: all.</summary>
    public ComplianceOutcome? Of { get; init; }

    /// <summary>Longest stretch of one count.</summary>
    public const int MaximumDays = 1100;
}
