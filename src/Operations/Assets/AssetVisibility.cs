using Facilities.Domain;

namespace Facilities.Operations.Assets;

/// <summary>How much of an asset can be seen now.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Community">Its community.</param>
/// <param name="Points">Points that ever reported.</param>
/// <param name="FreshPoints">Of these, those with a current, usable value.</param>
/// <param name="LastEventAt">Newest sample; null: it never reported.</param>
/// <param name="IsFresh">Heard of within three heartbeats.</param>
public sealed record AssetVisibility(AssetId Asset, CommunityId Community, int Points, int FreshPoints, DateTimeOffset? LastEventAt, bool IsFresh);
