using Facilities.Domain.Faults;

namespace Facilities.Operations.Overview;

/// <summary>How many of each severity.</summary>
public sealed record SeverityCounts(int P1, int P2, int P3, int P4)
{
    public int Total => P1 + P2 + P3 + P4;

    internal static SeverityCounts Of(IEnumerable<Severity> severities)
    {
        Span<int> counts = stackalloc int[5];
        foreach (var severity in severities) counts[(int)severity]++;
        return new SeverityCounts(counts[1], counts[2], counts[3], counts[4]);
    }
}
