using Facilities.Domain.Faults;

namespace Facilities.Operations.Assets;

/// <summary>An asset as a list shows it.</summary>
/// <param name="Place">Which and where.</param>
/// <param name="OpenFaults">How many are open.</param>
/// <param name="Worst">The worst open one's severity; null: none is open.</param>
/// <param name="Visibility">How much of it can be seen now.</param>
/// <param name="InService">False: taken out of service.</param>
/// <param name="Health">Health as scored last, 0–100; null: too little is seen of it, or it was never scored.</param>
public sealed record AssetRow(AssetPlace Place, int OpenFaults, Severity? Worst, AssetVisibility Visibility, bool InService, int? Health = null);
