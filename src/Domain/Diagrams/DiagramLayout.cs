namespace Facilities.Domain.Diagrams;

/// <summary>
/// What people changed about a system's diagram: where nodes stand, what feeds what, which belong together. The nodes it names are those it
/// knew; equipment that came later is drawn as the template says.
/// </summary>
public sealed record DiagramLayout(IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<DiagramLink> Links, IReadOnlyList<DiagramGroup> Groups)
{
    /// <summary>Equipment of one system in one community; twice what is drawn smoothly.</summary>
    public const int MaximumNodes = 1_000;

    public const int MaximumLinks = 2_000;

    public const int MaximumGroups = 100;

    public const int MaximumNameLength = 60;

    /// <summary>Pixels to the right and down; nothing stands left of or above 0.</summary>
    public const int Extent = 40_000;

    /// <summary>A code of an asset, or what it feeds: <c>zone:…</c>.</summary>
    private const int MaximumKeyLength = 120;

    /// <exception cref="RuleViolation"><see cref="RuleCodes.DiagramMalformed"/>; parameter <c>problem</c> says which limit.</exception>
    public void Require()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (Nodes.Count is 0 or > MaximumNodes) throw Malformed("nodes");
        if (Links.Count > MaximumLinks) throw Malformed("links");
        if (Groups.Count > MaximumGroups) throw Malformed("groups");
        if (Nodes.Any(node => node is null || node.Key is not { Length: > 0 and <= MaximumKeyLength } || node.X is < 0 or > Extent || node.Y is < 0 or > Extent || !keys.Add(node.Key))) throw Malformed("nodes");
        if (Links.Any(link => link is null || !keys.Contains(link.From) || !keys.Contains(link.To) || link.From == link.To) || Links.Distinct().Count() != Links.Count) throw Malformed("links");
        var grouped = new HashSet<string>(StringComparer.Ordinal);
        if (Groups.Any(group => group is null || string.IsNullOrWhiteSpace(group.Name) || group.Name.Length > MaximumNameLength || group.Members is not { Count: > 0 }
            || group.Members.Any(member => !keys.Contains(member) || !grouped.Add(member)))) throw Malformed("groups");
    }

    private static RuleViolation Malformed(string problem) => new(RuleCodes.DiagramMalformed, ("problem", problem));
}
