using Facilities.Domain.Faults;

namespace Facilities.Domain.Inspections;

/// <summary>
/// What makes a record doubtful by itself, before telemetry is asked. Doubts refuse nothing and change nothing: they stand beside the record, as codes, for whoever
/// looks at it.
/// </summary>
public static class RecordDoubts
{
    /// <summary>Faster than this between two points nobody walks, metres per second, straight line. Our default: a run.</summary>
    public const double FastestWalk = 3;

    /// <summary>Two different points can't be scanned within less. Our default.</summary>
    public static readonly TimeSpan ShortestWalk = TimeSpan.FromSeconds(5);

    /// <summary>How much of a distance positions may be wrong about, metres.</summary>
    private const double PositionError = 50;

    /// <summary>Listed of one kind; a round that is wrong throughout needs no hundred lines.</summary>
    private const int MaximumOfAKind = 5;

    /// <param name="roundEvery">How often a round is asked for while the place is open; null: it isn't.</param>
    public static IReadOnlyList<CodedText> Of(InspectionClaim claim, TimeSpan? roundEvery)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var doubts = new List<CodedText>();
        var scans = claim.Scans ?? [];
        doubts.AddRange(scans.Where(scan => scan.Metres is not null && scan.Proof != ArrivalProofKind.Inside).Take(MaximumOfAKind)
            .Select(scan => CodedText.Of(ReasonCodes.DoubtOutside, ("point", scan.Code), ("metres", scan.Metres))));
        doubts.AddRange(scans.Where(scan => scan.At < claim.StartedAt || scan.At > claim.EndedAt).Take(MaximumOfAKind)
            .Select(scan => CodedText.Of(ReasonCodes.DoubtScanTime, ("point", scan.Code), ("at", scan.At))));
        doubts.AddRange(scans.Zip(scans.Skip(1)).Where(pair => !IsWalkable(pair.First, pair.Second)).Take(MaximumOfAKind)
            .Select(pair => CodedText.Of(ReasonCodes.DoubtWalking, ("from", pair.First.Code), ("to", pair.Second.Code), ("seconds", (int)(pair.Second.At - pair.First.At).TotalSeconds))));
        if (roundEvery is { } every)
        {
            doubts.AddRange(RoundGaps(claim, every).Take(MaximumOfAKind).Select(gap => CodedText.Of(ReasonCodes.DoubtRoundGap, ("from", gap.From), ("until", gap.Until))));
        }

        return doubts;
    }

    /// <summary>Whether a round is missing: nothing was scanned for longer than a round is asked for, from the beginning of the claimed time to its end.</summary>
    public static bool MissesRounds(InspectionClaim claim, TimeSpan? roundEvery)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return roundEvery is { } every && RoundGaps(claim, every).Any();
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> RoundGaps(InspectionClaim claim, TimeSpan every)
    {
        var times = (claim.Scans ?? []).Select(scan => scan.At).Append(claim.StartedAt).Append(claim.EndedAt).Order().ToList();
        return times.Zip(times.Skip(1)).Where(pair => pair.Second - pair.First > every);
    }

    /// <summary>Whether somebody can have walked from one scan to the next: in order, not at once, not faster than he can run.</summary>
    public static bool IsWalkable(InspectionScan first, InspectionScan second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var taken = second.At - first.At;
        if (taken < TimeSpan.Zero) return false;
        if (first.Code == second.Code) return true;
        if (taken < ShortestWalk) return false;
        return first.Place is not { IsValid: true } from || second.Place is not { IsValid: true } to || from.MetresTo(to) - PositionError <= FastestWalk * taken.TotalSeconds;
    }
}
