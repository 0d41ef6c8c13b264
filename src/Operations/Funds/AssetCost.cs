using Facilities.Domain.Insurance;
using Facilities.Operations.Assets;

namespace Facilities.Operations.Funds;

/// <summary>What an asset cost in a quarter.</summary>
/// <param name="Repairs">Repair entries of its own.</param>
/// <param name="Premium">Its share of the premiums of the policies over it, by the number of assets, for the days of the quarter.</param>
/// <param name="Payouts">What insurers paid on it.</param>
/// <param name="Use">How far its counter of trips or energy grew, as far as telemetry says; null: it has none or nothing is known.</param>
/// <param name="UseUnit"><c>trip</c> or <c>kWh</c>.</param>
/// <param name="PerUse">Repairs and premium less payouts, per trip or kWh, in yuan; null: no use is known.</param>
public sealed record AssetCost(AssetPlace Place, Money Repairs, Money Premium, Money Payouts, double? Use, string? UseUnit, decimal? PerUse)
{
    /// <summary>Repairs and premium, less payouts.</summary>
    public Money Net => Repairs + Premium - Payouts;
}
