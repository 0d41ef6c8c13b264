using Facilities.Operations.Assets;

namespace Facilities.Operations.Overview;

/// <summary>An asset that isn't heard of.</summary>
/// <param name="Place">Which and where.</param>
/// <param name="Since">Its last word; null: it never reported.</param>
/// <param name="Points">Points in the dark.</param>
public sealed record SilentAsset(AssetPlace Place, DateTimeOffset? Since, int Points);
