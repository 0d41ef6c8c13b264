using Facilities.Operations.Assets;

namespace Facilities.Operations.Replays;

/// <summary>What history says to changed rules, for one asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Lines">Events by onset.</param>
/// <param name="LeftOut">Events beyond those: a rule that fires this often is of no use.</param>
/// <param name="Readings">Readings judged, each by today's rules and by the changed ones; those of the lead-in included.</param>
/// <param name="FirstReading">The oldest of them; null: the store holds none of this time, so nothing at all is known.</param>
public sealed record AssetReplay(AssetEntry Asset, IReadOnlyList<ReplayLine> Lines, int LeftOut, long Readings, DateTimeOffset? FirstReading);
