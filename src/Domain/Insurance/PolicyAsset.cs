namespace Facilities.Domain.Insurance;

/// <summary>An asset under a policy.</summary>
public sealed class PolicyAsset
{
    private PolicyAsset()
    {
    }

    internal PolicyAsset(AssetId assetId, DateTimeOffset? coveredFrom = null) => (AssetId, CoveredFrom) = (assetId, coveredFrom);

    public PolicyId PolicyId { get; private set; }

    public AssetId AssetId { get; private set; }

    /// <summary>When it was taken into the group; null: with the policy.</summary>
    public DateTimeOffset? CoveredFrom { get; private set; }
}
