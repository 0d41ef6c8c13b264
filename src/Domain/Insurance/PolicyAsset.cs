namespace Facilities.Domain.Insurance;

/// <summary>An asset under a policy.</summary>
public sealed class PolicyAsset
{
    private PolicyAsset()
    {
    }

    internal PolicyAsset(AssetId assetId) => AssetId = assetId;

    public PolicyId PolicyId { get; private set; }

    public AssetId AssetId { get; private set; }
}
