namespace Facilities.Simulator.Complaints;

/// <summary>What <c>places.json</c> says of one invented community; the fields that <c>facilities</c> reads.</summary>
internal sealed record WrittenSite(int Id, string Code, string Name, string Address, int Households, IReadOnlyList<string> Aliases, IReadOnlyList<WrittenBuilding> Buildings, IReadOnlyList<WrittenAsset> Assets);
