using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Residents;

/// <summary>What a report of one piece of equipment may be about.</summary>
/// <param name="Place">Which, and where.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Families">Key and name of what can be wrong; the last is for who can't say.</param>
/// <param name="CarriesPeople">People can be trapped in it.</param>
/// <param name="RescueCode">What a trapped person tells the rescue line; null: not entered.</param>
public sealed record ReportForm(AssetPlace Place, LocalizedName Kind, IReadOnlyList<(string Key, LocalizedName? Name)> Families, bool CarriesPeople, string? RescueCode);
