using Facilities.Operations.Assets;

namespace Facilities.Operations.Policies;

/// <summary>An asset under a policy.</summary>
/// <param name="CoveredFrom">When it was taken into the group; null: with the policy.</param>
public sealed record PolicyAssetRow(AssetPlace Place, DateTimeOffset? CoveredFrom);
