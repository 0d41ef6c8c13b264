using Facilities.Domain;

namespace Facilities.Dashboard.Api;

/// <summary>Answer to a registration.</summary>
internal sealed record CreatedAsset(AssetId Id);
