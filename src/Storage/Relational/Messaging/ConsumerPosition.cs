namespace Facilities.Storage.Relational.Messaging;

/// <summary>How far a consumer of the journal has come, saved with what it made of it.</summary>
public sealed class ConsumerPosition
{
    public required string Consumer { get; set; }

    /// <summary>Journal offset: everything before it is dealt with.</summary>
    public long Offset { get; set; }

    /// <summary>The consumer's own state at that place (e.g. the detectors'); <c>null</c> if it has none or keeps it elsewhere.</summary>
    public byte[]? State { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}
