using Facilities.Domain;
using Facilities.Domain.Diagrams;

namespace Facilities.Storage.Relational.Diagrams;

/// <summary>How a community's people arranged the diagram of a system; without it the template's arrangement holds.</summary>
public sealed class SiteDiagram
{
    public CommunityId CommunityId { get; set; }

    public SystemKind System { get; set; }

    public required DiagramLayout Layout { get; set; }

    public UserId? ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
