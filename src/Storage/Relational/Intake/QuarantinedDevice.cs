namespace Facilities.Storage.Relational.Intake;

/// <summary>A device that publishes on a topic we understand but whose asset nobody has registered. At most <see cref="Kept"/> devices.</summary>
public sealed class QuarantinedDevice
{
    public const int Kept = 10_000;

    public int Id { get; set; }

    /// <summary>The dialect that claimed its topic, e.g. <c>native</c>.</summary>
    public required string Dialect { get; set; }

    /// <summary>Identity of the device in its dialect, for native topics <c>{site}/{asset}</c>.</summary>
    public required string DeviceKey { get; set; }

    /// <summary>Stable code, e.g. <c>unknown-asset</c>.</summary>
    public string Reason { get; set; } = "";

    public string Topic { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty for an anonymous client.</summary>
    public string UserName { get; set; } = "";

    public DateTimeOffset FirstSeenAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Messages since <see cref="FirstSeenAt"/>.</summary>
    public long Messages { get; set; }

    /// <summary>Site code of the credential it came by; empty for one of every site, and for native topics, which name their site.</summary>
    public string SiteCode { get; set; } = "";

    /// <summary>Fields it was seen to send, at most <see cref="DeviceMapping.MostFields"/>; empty for the native dialect.</summary>
    public List<SeenField> Fields { get; set; } = [];

    /// <summary>First bytes (at most <see cref="StoredReject.SampleBytes"/>) of the newest payload.</summary>
    public byte[] Sample { get; set; } = [];
}
