namespace Facilities.Storage.Relational.Intake;

/// <summary>A payload that could not be read. The newest <see cref="Kept"/> are kept; how many there ever were is in <see cref="IntakeCounter"/>.</summary>
public sealed class StoredReject
{
    /// <summary>How many rejects are kept (our default: a page's worth of evidence for every device of a large site).</summary>
    public const int Kept = 10_000;

    /// <summary>Payload bytes kept of each reject.</summary>
    public const int SampleBytes = 1024;

    public long Id { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>The asset it was for; 0 when that isn't known. No foreign key: the record outlives the asset.</summary>
    public int AssetId { get; set; }

    /// <summary>Client identifier of the connection.</summary>
    public required string ClientId { get; set; }

    public required string Topic { get; set; }

    /// <summary>Stable code, e.g. <c>json-malformed</c>.</summary>
    public required string Reason { get; set; }

    /// <summary>Parameter of the reason, e.g. a key or an offset; may be empty.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The payload's first <see cref="SampleBytes"/> bytes.</summary>
    public byte[] Sample { get; set; } = [];
}
