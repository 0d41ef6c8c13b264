using Facilities.Storage.Journal;

namespace Facilities.Ingest.Dialects;

/// <summary>What one message says of one device at one time.</summary>
/// <param name="key">Identity of the device in its dialect, the same in every message.</param>
internal sealed class DeviceReading(string key)
{
    /// <summary>More fields in one message are left out.</summary>
    public const int MostFields = 2_000;

    public string Key { get; } = key;

    /// <summary>What an asset may have as its code: the key, or its last part.</summary>
    public string Name { get => field.Length > 0 ? field : Key; init; } = "";

    /// <summary>The client is the device: a credential of one asset means this asset.</summary>
    public bool IsSpeaker { get; init; }

    public List<FieldValue> Fields { get; init; } = [];

    /// <summary>As sent; null: none, or one without a zone.</summary>
    public long? TimeUnixMs { get; init; }

    /// <summary>The dialect stores and repeats this value: it may be old.</summary>
    public bool IsHistorical { get; init; }

    public PresenceState? Presence { get; init; }
}
