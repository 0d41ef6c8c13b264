using Facilities.Domain.Insurance;

namespace Facilities.Operations.Public;

/// <summary>What a quarter's repairs took and what insurance paid; facility money only.</summary>
/// <param name="Quarter">For example <c>2026Q3</c>.</param>
/// <param name="Repairs">Repairs whose parts were entered.</param>
/// <param name="Parts">What those parts cost, whole fen.</param>
/// <param name="Claims">Claims paid.</param>
/// <param name="Paid">What was paid on them, whole fen.</param>
public sealed record PublicSpending(string Quarter, int Repairs, Money Parts, int Claims, Money Paid);
