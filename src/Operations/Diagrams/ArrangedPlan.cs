using Facilities.Domain.Diagrams;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>A plan with what people changed about it.</summary>
internal static class ArrangedPlan
{
    private const int Apart = 80;

    /// <summary>
    /// Nodes that the layout knows stand where it says and are linked and grouped as it says; those that came later stand below, linked and grouped
    /// by the template; what it names and isn't there any more is left out.
    /// </summary>
    public static (SystemPlan Plan, IReadOnlyList<PlacedNode> Places) Of(SystemPlan template, DiagramLayout? layout)
    {
        if (layout is null) return (template, SystemArrangement.Of(template));
        var here = template.Nodes.Select(node => node.Key).ToHashSet(StringComparer.Ordinal);
        var known = layout.Nodes.Where(node => here.Contains(node.Key)).ToDictionary(node => node.Key, StringComparer.Ordinal);
        var links = layout.Links.Where(link => known.ContainsKey(link.From) && known.ContainsKey(link.To))
            .Concat(template.Links.Where(link => !known.ContainsKey(link.From) || !known.ContainsKey(link.To)));
        var groups = layout.Groups.Select(group => new SystemGroup(new LocalizedName(group.Name, group.Name), [.. group.Members.Where(known.ContainsKey)]))
            .Concat(template.Groups.Select(group => group with { Members = [.. group.Members.Where(member => !known.ContainsKey(member))] }))
            .Where(group => group.Members.Count > 0);
        var plan = new SystemPlan(template.Nodes, [.. links], [.. groups]);
        var heights = template.Nodes.ToDictionary(node => node.Key, node => node.Height, StringComparer.Ordinal);
        var late = template.Nodes.Where(node => !known.ContainsKey(node.Key)).ToList();
        var bottom = known.Count == 0 ? 0 : known.Values.Max(node => node.Y + heights[node.Key]) + Apart;
        var arranged = late.Count == 0 ? [] : SystemArrangement.Of(new SystemPlan(late, [], [])).Select(node => node with { Y = node.Y + bottom });
        return (plan, [.. known.Values, .. arranged]);
    }
}
