using Facilities.Ingest.Pipeline;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Telemetry;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Which asset a device of a dialect is: what a person confirmed; else the asset of its own credential; else the asset of the gateway's site that has
/// the device's name. What one asset's credential says of devices other than itself is refused unless a person confirmed that they are this asset: it
/// would wait under the name that the gateway's device waits under. Thread-safe.
/// </summary>
internal sealed class DeviceBinding(AssetDirectory directory, MappingDirectory mappings)
{
    /// <param name="asset">Null: nobody knows yet.</param>
    /// <returns>False: it is an asset or a device that this credential may not speak for.</returns>
    public bool TryBind(ClientGrant grant, string dialect, DeviceReading device, out AssetEntry? asset, out MappedDevice? mapping)
    {
        asset = null;
        mapping = mappings.Find(dialect, device.Key, grant.Site);
        if (mapping is not null)
        {
            // A mapping whose asset this version doesn't know waits as if there were none.
            if (!directory.TryGet(new SourceId(mapping.Asset.Value), out asset)) return grant.Asset is null;
            return (grant.Site is null || grant.Site == asset.SiteCode) && (grant.Asset is null || grant.Asset == asset.Code);
        }

        if (grant.Site is null) return true;
        if (grant.Asset is null) directory.TryGet(grant.Site, device.Name, out asset);
        else if (device.IsSpeaker) directory.TryGet(grant.Site, grant.Asset, out asset);
        else return false;
        return true;
    }
}
