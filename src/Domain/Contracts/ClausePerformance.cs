namespace Facilities.Domain.Contracts;

/// <summary>What was delivered of one clause, with the ids behind it: of visits or of faults, as the clause counts.</summary>
/// <param name="Delivered">As contracted.</param>
/// <param name="Failed">Not as contracted.</param>
/// <param name="Unknown">Telemetry couldn't say.</param>
public sealed record ClausePerformance(ContractClause Clause, IReadOnlyList<int> Delivered, IReadOnlyList<int> Failed, IReadOnlyList<int> Unknown)
{
    /// <summary>What the clause asked for.</summary>
    public int Asked => Delivered.Count + Failed.Count + Unknown.Count;

    /// <summary>Share that was delivered for sure, 0–1; null when nothing was asked for.</summary>
    public double? Share => Asked == 0 ? null : (double)Delivered.Count / Asked;

    /// <summary>Met when the target is reached though all that is unknown failed; not met when it isn't though all that is unknown was delivered; between the two nobody can say.</summary>
    public ClauseResult Result => Asked == 0 ? ClauseResult.NoData
        : Reaches(Delivered.Count) ? ClauseResult.Met
        : Reaches(Delivered.Count + Unknown.Count) ? ClauseResult.NoData
        : ClauseResult.NotMet;

    // 0.95 × 20 is a little more than 19 in binary.
    private bool Reaches(int delivered) => delivered >= (Clause.Target * Asked) - 1e-9;
}
