using Facilities.Domain;

namespace Facilities.Storage.Relational.Intake;

/// <summary>Which asset a device of another dialect is, and what its fields mean. One per dialect, site and device.</summary>
public sealed class DeviceMapping
{
    /// <summary>Devices in all (our default: three times the devices of a large city district).</summary>
    public const int Most = 100_000;

    /// <summary>Fields of one device; a three-phase meter has about sixty.</summary>
    public const int MostFields = 200;

    public int Id { get; set; }

    /// <summary>Key of the dialect, e.g. <c>tasmota</c>.</summary>
    public required string Dialect { get; set; }

    /// <summary>Identity of the device in its dialect.</summary>
    public required string DeviceKey { get; set; }

    /// <summary>Site code of the asset: the same name on another site is another device.</summary>
    public required string SiteCode { get; set; }

    public AssetId AssetId { get; set; }

    public List<FieldMapping> Fields { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
