namespace Facilities.Operations.Contracts;

/// <summary>Delivered against contracted in one quarter.</summary>
/// <param name="Quarter">As <c>2026Q1</c>.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="Rows">By firm, what wasn't met first.</param>
/// <param name="Silent">Contracts of the quarter that promise nothing.</param>
public sealed record PerformanceResult(string Quarter, DateOnly From, DateOnly Until, IReadOnlyList<ClauseRow> Rows, int Silent);
