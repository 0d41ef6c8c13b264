using Facilities.Domain;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>A name that a person confirmed for a community.</summary>
public sealed class ComplaintAlias
{
    public const int MaximumLength = 40;

    public int Id { get; set; }

    public CommunityId CommunityId { get; set; }

    /// <summary>Normalised.</summary>
    public required string Name { get; set; }

    public UserId? CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
