using Facilities.Domain.Diagrams;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>A plan in the making. Not thread-safe.</summary>
internal sealed class SystemSketch
{
    private readonly List<SystemNode> _nodes = [];
    private readonly List<DiagramLink> _links = [];
    private readonly List<SystemGroup> _groups = [];

    public void Add(SystemNode node) => _nodes.Add(node);

    public void Link(string from, string to) => _links.Add(new DiagramLink(from, to));

    public void Group(LocalizedName name, IEnumerable<string> members) => _groups.Add(new SystemGroup(name, [.. members]));

    public static NodeReading Reading(string point, IEnumerable<SystemAsset> assets) => new(point, [.. assets.Select(asset => asset.Place.Id)]);

    public static SystemNode Asset(SystemAsset asset, int rank, IReadOnlyList<string> points, string? runs) => new()
    {
        Key = asset.Code,
        Kind = NodeKind.Asset,
        Place = asset.Place,
        Name = asset.Place.Name,
        Rank = rank,
        Readings = [.. points.Select(point => Reading(point, [asset]))],
        Runs = runs is null ? null : Reading(runs, [asset]),
    };

    public SystemPlan Plan() => new(_nodes, _links, _groups);
}
