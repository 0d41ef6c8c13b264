using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>Which asset, and where it stands: what every list shows of it.</summary>
public sealed record AssetPlace(
    AssetId Id, string SiteCode, string Code, string TypeKey, LocalizedName Name, CommunityId CommunityId, LocalizedName Community, LocalizedName? Building);
