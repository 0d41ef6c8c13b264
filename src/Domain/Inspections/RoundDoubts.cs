namespace Facilities.Domain.Inspections;

/// <summary>
/// What is doubtful about the scans of a round whose points and their order are known: a point is missing, one comes out of its order, or the walk to it took less time
/// than it can. Where rounds are repeated (every two hours) each is looked at by itself: a new one begins where a point comes again.
/// </summary>
public static class RoundDoubts
{
    /// <summary>Listed of one kind; a round that is wrong throughout needs no hundred lines.</summary>
    private const int MaximumOfAKind = 5;

    /// <param name="points">In their order; empty: nothing is doubted.</param>
    /// <param name="repeated">The record holds several rounds.</param>
    public static IReadOnlyList<CodedText> Of(IReadOnlyList<RoundPoint> points, IReadOnlyList<InspectionScan> scans, bool repeated)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(scans);
        if (points.Count == 0) return [];
        // Codes that are no point of the round are somebody's own business.
        var passed = scans.Select(scan => (At: scan.At, Point: points.ToList().FindIndex(point => point.Is(scan)))).Where(pass => pass.Point >= 0).ToList();
        var rounds = Split(passed, repeated);
        var missing = rounds.SelectMany(round => points.Where((_, i) => !round.Exists(pass => pass.Point == i))).Take(MaximumOfAKind)
            .Select(point => CodedText.Of(ReasonCodes.DoubtPointMissing, ("point", point.Code)));
        var pairs = rounds.SelectMany(round => round.Zip(round.Skip(1))).ToList();
        var order = pairs.Where(pair => pair.Second.Point < pair.First.Point).Take(MaximumOfAKind)
            .Select(pair => CodedText.Of(ReasonCodes.DoubtPointOrder, ("point", points[pair.Second.Point].Code), ("after", points[pair.First.Point].Code)));
        // Who leaves a point out may know a shorter way; only the way from one to the next is known.
        var fast = pairs.Where(pair => pair.Second.Point == pair.First.Point + 1 && pair.Second.At - pair.First.At < TimeSpan.FromSeconds(points[pair.Second.Point].LeastSeconds)).Take(MaximumOfAKind)
            .Select(pair => CodedText.Of(ReasonCodes.DoubtPointFast, ("from", points[pair.First.Point].Code), ("to", points[pair.Second.Point].Code),
                ("seconds", (int)(pair.Second.At - pair.First.At).TotalSeconds), ("least", points[pair.Second.Point].LeastSeconds)));
        return [.. missing, .. order, .. fast];
    }

    private static List<List<(DateTimeOffset At, int Point)>> Split(List<(DateTimeOffset At, int Point)> passed, bool repeated)
    {
        var rounds = new List<List<(DateTimeOffset At, int Point)>> { new() };
        foreach (var pass in passed)
        {
            // A code scanned twice in a row is one visit.
            if (repeated && rounds[^1].Count > 0 && rounds[^1][^1].Point != pass.Point && rounds[^1].Exists(other => other.Point == pass.Point)) rounds.Add([]);
            rounds[^1].Add(pass);
        }

        return rounds;
    }
}
