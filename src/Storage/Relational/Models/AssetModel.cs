using Facilities.Domain;
using Facilities.Domain.Models;

namespace Facilities.Storage.Relational.Models;

/// <summary>One version of what was learned of an asset; (asset, baseline, version) is unique.</summary>
public sealed class AssetModel
{
    public int Id { get; set; }

    public AssetId AssetId { get; set; }

    public ModelBaseline Baseline { get; set; }

    /// <summary>From 1.</summary>
    public int Version { get; set; }

    public ModelState State { get; set; }

    /// <summary>First hour of its training.</summary>
    public DateTimeOffset TrainedFrom { get; set; }

    /// <summary>End of its training.</summary>
    public DateTimeOffset TrainedTo { get; set; }

    public DateTimeOffset TrainedAt { get; set; }

    /// <summary>Hours trained on.</summary>
    public int Rows { get; set; }

    /// <summary>Highest score in the hours held out.</summary>
    public double HeldOut { get; set; }

    /// <summary>The trained limit, in σ.</summary>
    public double TrainedLimit { get; set; }

    /// <summary>In force: the trained one, moved by people's marks.</summary>
    public double Limit { get; set; }

    /// <summary>What was learned, as JSON.</summary>
    public required string Fit { get; set; }

    /// <summary>How far its watch has come, as JSON.</summary>
    public required string Watch { get; set; }

    /// <summary>Hours before this have been judged.</summary>
    public DateTimeOffset ScannedThrough { get; set; }

    /// <summary>Hours judged since it is in its shadow: silence lets no model pass.</summary>
    public int ShadowHours { get; set; }

    /// <summary>Not active before.</summary>
    public DateTimeOffset ShadowUntil { get; set; }

    /// <summary>Alarms in its shadow while no fault of the asset was known.</summary>
    public int ShadowAlarms { get; set; }

    /// <summary>Those of the active one in the same time.</summary>
    public int OtherAlarms { get; set; }

    /// <summary>Since when it may alarm, or when it last might.</summary>
    public DateTimeOffset? ActiveSince { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }

    public ModelEnd? End { get; set; }

    /// <summary>Since when the asset is operated as it never was in the training.</summary>
    public DateTimeOffset? DriftSince { get; set; }

    /// <summary>Marks count from here on.</summary>
    public DateTimeOffset MarksFrom { get; set; }

    /// <summary>Its faults that were worked off.</summary>
    public int Real { get; set; }

    /// <summary>Its faults that were rejected as false alarms.</summary>
    public int FalseAlarms { get; set; }
}
