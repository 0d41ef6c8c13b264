namespace Facilities.Dashboard.Api;

/// <summary>Codes of the assets, in order.</summary>
internal sealed record ProvisionedAssets(IReadOnlyList<string> Codes);
