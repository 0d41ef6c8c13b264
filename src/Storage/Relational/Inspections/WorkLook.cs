using Facilities.Domain;

namespace Facilities.Storage.Relational.Inspections;

/// <summary>How far an asset was searched for work that nobody recorded.</summary>
public sealed class WorkLook
{
    /// <summary>The key.</summary>
    public AssetId AssetId { get; set; }

    /// <summary>Last day of the site that was searched.</summary>
    public DateOnly Through { get; set; }

    /// <summary>When the day after it can be searched; null: nobody has worked it out yet.</summary>
    public DateTimeOffset? LookAgainAt { get; set; }
}
