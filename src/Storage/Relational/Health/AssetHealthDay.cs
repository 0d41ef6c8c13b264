using Facilities.Domain;

namespace Facilities.Storage.Relational.Health;

/// <summary>The score of one day of the site; (asset, day) is the key.</summary>
public sealed class AssetHealthDay
{
    public AssetId AssetId { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>0–100; null: too little was seen of it.</summary>
    public int? Score { get; set; }
}
