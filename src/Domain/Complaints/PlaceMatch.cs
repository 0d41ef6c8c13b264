namespace Facilities.Domain.Complaints;

/// <summary>Where a complaint was taken to be.</summary>
/// <param name="Site">Null: nowhere that is known.</param>
/// <param name="Building">Null: not told, or not known.</param>
/// <param name="Asset">Null: nothing tells which.</param>
/// <param name="SiteConfidence">0 to 1; 0 without a site.</param>
/// <param name="AssetConfidence">0 to 1; 0 without an asset.</param>
/// <param name="Reasons">Why.</param>
public readonly record struct PlaceMatch(CommunityId? Site, BuildingId? Building, AssetId? Asset, double SiteConfidence, double AssetConfidence, MatchReasons Reasons)
{
    public static PlaceMatch Nowhere { get; } = new(null, null, null, 0, 0, MatchReasons.None);
}
