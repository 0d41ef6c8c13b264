using Facilities.Domain.Diagrams;

namespace Facilities.Operations.Diagrams;

/// <summary>
/// Places a plan from left to right: a node's column is the longest way to it from what nothing feeds; in a column groups stand below each
/// other, each a block as near to a square as its frame reads well. The same plan is always placed the same.
/// </summary>
internal static class SystemArrangement
{
    private const int Margin = 40;
    private const int Across = 84;
    private const int Beside = 24;
    private const int Below = 20;

    /// <summary>Room for a group's frame and name.</summary>
    private const int Frame = 48;

    /// <summary>So many nodes stand in one row of blocks before the next begins: a screen's height.</summary>
    private const int Tall = 8;

    /// <exception cref="ArgumentException">A link names a node that isn't there.</exception>
    public static IReadOnlyList<PlacedNode> Of(SystemPlan plan)
    {
        var ranks = Ranks(plan);
        var group = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < plan.Groups.Count; index++)
        {
            foreach (var member in plan.Groups[index].Members) group[member] = index;
        }

        var columns = new List<(List<(SystemNode Node, int X, int Y)> Nodes, int Width, int Height)>();
        foreach (var rank in plan.Nodes.GroupBy(node => ranks[node.Key]).OrderBy(rank => rank.Key))
        {
            // The order in which the plan names them keeps neighbours together.
            var blocks = rank.GroupBy(node => group.TryGetValue(node.Key, out var index) ? index : -1).Select(block => block.ToList()).ToList();
            columns.Add(Column(blocks, blocks.Count > 1 || group.Count > 0));
        }

        var height = columns.Count == 0 ? 0 : columns.Max(column => column.Height);
        var places = new List<PlacedNode>(plan.Nodes.Count);
        var x = Margin;
        foreach (var column in columns)
        {
            var y = Margin + Math.Max(0, (height - column.Height) / 2);
            places.AddRange(column.Nodes.Select(item => new PlacedNode(item.Node.Key, x + item.X, y + item.Y)));
            x += column.Width + Across;
        }

        return places;
    }

    private static (List<(SystemNode Node, int X, int Y)> Nodes, int Width, int Height) Column(List<List<SystemNode>> blocks, bool framed)
    {
        var placed = new List<(SystemNode, int, int)>();
        var (top, widest) = (0, 0);
        foreach (var block in blocks)
        {
            var (width, height) = (block.Max(node => node.Width), block.Max(node => node.Height));
            var rows = block.Any(node => node.Kind == NodeKind.Lift) ? Math.Max(1, (int)Math.Ceiling(block.Count / 6d)) : block.Count <= Tall ? block.Count : Math.Max(Tall, (int)Math.Ceiling(Math.Sqrt(block.Count * 2d)));
            var lines = (int)Math.Ceiling(block.Count / (double)rows);
            if (framed) top += Frame;
            for (var index = 0; index < block.Count; index++)
            {
                // Lifts of a group stand side by side, as their shafts do.
                var (row, line) = block[index].Kind == NodeKind.Lift ? (index / lines, index % lines) : (index % rows, index / rows);
                placed.Add((block[index], line * (width + Beside), top + row * (height + Below)));
            }

            top += rows * (height + Below);
            widest = Math.Max(widest, lines * (width + Beside) - Beside);
        }

        return (placed, widest, Math.Max(0, top - Below));
    }

    /// <summary>Longest way from what nothing feeds; what stands in a ring keeps the template's column.</summary>
    private static Dictionary<string, int> Ranks(SystemPlan plan)
    {
        var ranks = plan.Nodes.ToDictionary(node => node.Key, _ => 0, StringComparer.Ordinal);
        var open = plan.Nodes.ToDictionary(node => node.Key, _ => 0, StringComparer.Ordinal);
        var down = plan.Links.ToLookup(link => link.From, link => link.To, StringComparer.Ordinal);
        foreach (var link in plan.Links)
        {
            if (!ranks.ContainsKey(link.From) || !open.TryGetValue(link.To, out var count)) throw new ArgumentException($"A link leads from {link.From} to {link.To}, and one of them isn't there.", nameof(plan));
            open[link.To] = count + 1;
        }

        var own = plan.Nodes.ToDictionary(node => node.Key, node => node.Rank, StringComparer.Ordinal);
        foreach (var node in plan.Nodes) ranks[node.Key] = open[node.Key] == 0 ? own[node.Key] : 0;
        var ready = new Queue<string>(plan.Nodes.Where(node => open[node.Key] == 0).Select(node => node.Key));
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (ready.TryDequeue(out var key))
        {
            done.Add(key);
            foreach (var next in down[key])
            {
                ranks[next] = Math.Max(ranks[next], ranks[key] + 1);
                if (--open[next] == 0) ready.Enqueue(next);
            }
        }

        foreach (var key in ranks.Keys.Where(key => !done.Contains(key)).ToList()) ranks[key] = own[key];
        return ranks;
    }
}
