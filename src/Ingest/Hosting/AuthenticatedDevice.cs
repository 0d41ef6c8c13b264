namespace Facilities.Ingest.Hosting;

/// <summary>A device that gave the right secret.</summary>
/// <param name="SiteCode">Site whose topics it may write; <c>null</c> for every site.</param>
internal readonly record struct AuthenticatedDevice(string? SiteCode);
