using Facilities.Domain.Insurance;

namespace Facilities.Operations.Funds;

/// <summary>A quarter of the ledger.</summary>
/// <param name="Quarter">For example <c>2026Q3</c>.</param>
/// <param name="Came">Payouts and gains.</param>
/// <param name="Cost">Premiums and repairs.</param>
/// <param name="Sums">By kind and account.</param>
/// <param name="Entries">The newest first, at most <see cref="LedgerQueries.MostEntries"/>.</param>
/// <param name="Total">All of them.</param>
/// <param name="Assets">The dearest first, at most <see cref="LedgerQueries.MostAssets"/>.</param>
/// <param name="StoreAway">What was used couldn't be asked for: the telemetry store is away.</param>
public sealed record LedgerStatement(
    string Quarter, DateOnly From, DateOnly Until, Money Came, Money Cost, IReadOnlyList<LedgerSum> Sums, IReadOnlyList<LedgerRow> Entries, int Total, IReadOnlyList<AssetCost> Assets, bool StoreAway);
