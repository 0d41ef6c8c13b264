using Facilities.Domain;
using Facilities.Domain.Diagrams;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>A system of a community as it is drawn.</summary>
public sealed record SystemDiagram
{
    public required CommunityId CommunityId { get; init; }

    public required string SiteCode { get; init; }

    public required LocalizedName Community { get; init; }

    public required SystemKind System { get; init; }

    public required IReadOnlyList<SystemNode> Nodes { get; init; }

    public required IReadOnlyList<DiagramLink> Links { get; init; }

    public required IReadOnlyList<SystemGroup> Groups { get; init; }

    /// <summary>Upper left corners, one per node.</summary>
    public required IReadOnlyList<PlacedNode> Places { get; init; }

    /// <summary>When people last arranged it; null: it is the template's arrangement.</summary>
    public DateTimeOffset? ArrangedAt { get; init; }

    /// <summary>Systems of which the community has equipment that the caller may see.</summary>
    public required IReadOnlyList<SystemKind> Systems { get; init; }

    /// <summary>There is more equipment than <see cref="DiagramLayout.MaximumNodes"/>; the rest is in the list of assets.</summary>
    public required bool Cut { get; init; }
}
