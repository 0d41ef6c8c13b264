using Facilities.Domain;

namespace Facilities.Storage.Relational.Health;

/// <summary>An asset's health as it was scored last; one row per asset, so that lists can be sorted by it.</summary>
public sealed class AssetHealth
{
    /// <summary>The key.</summary>
    public AssetId AssetId { get; set; }

    /// <summary>0–100; null: too little is seen of it.</summary>
    public int? Score { get; set; }

    /// <summary>What took points, the most first.</summary>
    public IReadOnlyList<StoredHealthReason> Reasons { get; set; } = [];

    /// <summary>What telemetry said then; faults and inspections are read anew.</summary>
    public SeenHealth Seen { get; set; } = new(null, [], []);

    /// <summary>Day of the site for which it was scored.</summary>
    public DateOnly Day { get; set; }

    public DateTimeOffset ScoredAt { get; set; }
}
