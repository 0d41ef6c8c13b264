namespace Facilities.Ingest.Hosting;

/// <summary>A device that gave the right secret.</summary>
/// <param name="SiteCode">Site whose topics it may write; <c>null</c> for every site.</param>
/// <param name="AssetCode">Asset it is; <c>null</c> for a gateway that speaks for every asset of the site.</param>
internal readonly record struct AuthenticatedDevice(string? SiteCode, string? AssetCode);
