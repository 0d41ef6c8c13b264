using Facilities.Operations.Assets;

namespace Facilities.Ingest.Commands;

/// <summary>Assets by site, code and type; null: any.</summary>
internal sealed record ReplaySelection(string? Site, string? Code, string? Type)
{
    public bool Has(AssetEntry asset) => Is(Site, asset.SiteCode) && Is(Code, asset.Code) && Is(Type, asset.TypeKey);

    private static bool Is(string? wanted, string value) => wanted is null || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
}
