using System.Collections.Frozen;
using Facilities.Domain;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>A stored mapping as intake sees it. Immutable.</summary>
public sealed class MappedDevice
{
    internal MappedDevice(DeviceMapping mapping)
    {
        (Id, Dialect, DeviceKey, SiteCode, Asset, ChangedAt) = (mapping.Id, mapping.Dialect, mapping.DeviceKey, mapping.SiteCode, mapping.AssetId, mapping.ChangedAt);
        Fields = mapping.Fields.DistinctBy(static field => field.Field).ToFrozenDictionary(static field => field.Field, StringComparer.Ordinal);
    }

    public int Id { get; }

    public string Dialect { get; }

    public string DeviceKey { get; }

    public string SiteCode { get; }

    public AssetId Asset { get; }

    /// <summary>By the device's name for it.</summary>
    public IReadOnlyDictionary<string, FieldMapping> Fields { get; }

    internal DateTimeOffset ChangedAt { get; }

    internal bool SameAs(MappedDevice other) =>
        Id == other.Id && Asset == other.Asset && ChangedAt == other.ChangedAt && Fields.Count == other.Fields.Count
        && Fields.Values.All(field => other.Fields.TryGetValue(field.Field, out var theirs) && theirs == field);
}
