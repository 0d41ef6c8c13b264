namespace Facilities.Domain.Complaints;

/// <summary>A community that a complaint can be about.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Chinese.</param>
/// <param name="Address">Road and number; null: not known.</param>
/// <param name="Aliases">Names that people confirmed for it.</param>
/// <param name="Buildings">Its buildings.</param>
/// <param name="Assets">Its equipment in service.</param>
public sealed record KnownSite(CommunityId Id, string Name, string? Address, IReadOnlyList<string> Aliases, IReadOnlyList<KnownBuilding> Buildings, IReadOnlyList<KnownAsset> Assets);
