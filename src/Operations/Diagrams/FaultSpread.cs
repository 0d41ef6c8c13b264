using Facilities.Domain.Diagrams;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Diagrams;

/// <summary>
/// Of several faulty nodes, which one may lie behind which: the furthest one upstream whose fault began before, or with, what shows downstream.
/// It is a hint where to look first; the fault's own history says what it was.
/// </summary>
public sealed class FaultSpread
{
    /// <summary>Faulty nodes that are followed upstream; a storm beyond it has its own page.</summary>
    public const int MostFollowed = 100;

    private readonly Dictionary<string, string> _causes;
    private readonly HashSet<DiagramLink> _path;

    private FaultSpread(Dictionary<string, string> causes, HashSet<DiagramLink> path) => (_causes, _path) = (causes, path);

    /// <summary>From each affected node to the node behind it.</summary>
    public IReadOnlyDictionary<string, string> Causes => _causes;

    /// <summary>Links on the way from a cause to what it affects.</summary>
    public IReadOnlySet<DiagramLink> Path => _path;

    /// <summary>Nodes that lie behind others.</summary>
    public IReadOnlySet<string> Roots => field ??= _causes.Values.ToHashSet(StringComparer.Ordinal);

    /// <param name="links">What feeds what.</param>
    /// <param name="faults">Of each faulty node: since when, and when its rule cleared if it did.</param>
    public static FaultSpread Of(IReadOnlyList<DiagramLink> links, IReadOnlyDictionary<string, (DateTimeOffset Onset, DateTimeOffset? Cleared)> faults)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(faults);
        var up = links.ToLookup(link => link.To, link => link.From, StringComparer.Ordinal);
        var causes = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new HashSet<DiagramLink>();
        foreach (var (key, fault) in faults.OrderBy(item => item.Value.Onset).ThenBy(item => item.Key, StringComparer.Ordinal).Take(MostFollowed))
        {
            var above = Above(up, key);
            var cause = above.Where(item => item.Key != key && faults.TryGetValue(item.Key, out var candidate) && CauseRule.Fits(fault.Onset, candidate.Onset, candidate.Cleared))
                .OrderByDescending(item => item.Value).ThenBy(item => faults[item.Key].Onset).Select(item => item.Key).FirstOrDefault();
            if (cause is null) continue;
            causes[key] = cause;
            var behind = Above(links.ToLookup(link => link.From, link => link.To, StringComparer.Ordinal), cause);
            foreach (var link in links.Where(link => above.ContainsKey(link.To) && behind.ContainsKey(link.From))) path.Add(link);
        }

        return new FaultSpread(causes, path);
    }

    /// <summary>Everything that leads to a node, itself included, with its distance.</summary>
    private static Dictionary<string, int> Above(ILookup<string, string> towards, string from)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal) { [from] = 0 };
        var ready = new Queue<string>([from]);
        while (ready.TryDequeue(out var key))
        {
            foreach (var next in towards[key])
            {
                if (found.TryAdd(next, found[key] + 1)) ready.Enqueue(next);
            }
        }

        return found;
    }
}
