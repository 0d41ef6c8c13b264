namespace Facilities.Operations.Replays;

/// <summary>One event on an asset, side by side: as it was found then, as today's rules find it in the stored telemetry, and as the changed ones do. At least one is not null.</summary>
public sealed record ReplayLine(string RuleKey, Occurrence? Happened, Occurrence? AsIs, Occurrence? Changed)
{
    /// <summary>The three are the same event when they overlap, or lie no farther apart than this.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    /// <summary>Its first beginning.</summary>
    public DateTimeOffset Onset => Sides.Min(side => side.Onset);

    private IEnumerable<Occurrence> Sides => ((Occurrence?[])[Happened, AsIs, Changed]).OfType<Occurrence>();

    /// <summary>Puts beside each other what is the same event of the same rule; ordered by onset.</summary>
    public static IReadOnlyList<ReplayLine> SideBySide(IEnumerable<Occurrence> happened, IEnumerable<Occurrence> asIs, IEnumerable<Occurrence> changed)
    {
        var lines = new List<ReplayLine>();
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var told = happened.Select(item => (Item: item, Side: 0)).Concat(asIs.Select(item => (Item: item, Side: 1))).Concat(changed.Select(item => (Item: item, Side: 2))).OrderBy(entry => entry.Item.Onset).ThenBy(entry => entry.Side);
        foreach (var (item, side) in told)
        {
            if (last.TryGetValue(item.RuleKey, out var place) && lines[place].Side(side) is null && lines[place].Meets(item))
            {
                lines[place] = lines[place].With(item, side);
                continue;
            }

            last[item.RuleKey] = lines.Count;
            lines.Add(new ReplayLine(item.RuleKey, null, null, null).With(item, side));
        }

        return lines;
    }

    private Occurrence? Side(int side) => side switch { 0 => Happened, 1 => AsIs, _ => Changed };

    private ReplayLine With(Occurrence item, int side) => side switch { 0 => this with { Happened = item }, 1 => this with { AsIs = item }, _ => this with { Changed = item } };

    /// <summary>What comes later, by its onset, is the same event if it begins before all of it is over.</summary>
    private bool Meets(Occurrence later) => Sides.Any(side => side.ClearedAt is not { } cleared || later.Onset <= cleared + Apart) || Sides.Any(side => later.Onset - side.Onset <= Apart);
}
