namespace Facilities.Storage.Relational.Messaging;

/// <summary>
/// Something the world outside has to be told, written in the transaction that made it true. Delivered at least once, in the order of
/// <see cref="Id"/> per <see cref="Key"/>.
/// </summary>
public sealed class OutboxMessage
{
    public long Id { get; set; }

    /// <summary>What happened, e.g. <c>fault.changed</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>What it is about, e.g. <c>fault/17</c>; messages with one key keep their order.</summary>
    public required string Key { get; set; }

    /// <summary>JSON; its shape follows from <see cref="Kind"/>.</summary>
    public required string Payload { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was handed over; <c>null</c> while it waits.</summary>
    public DateTimeOffset? SentAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before this instant (back-off after a failure).</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Why the last attempt failed; empty if none did.</summary>
    public string LastError { get; set; } = "";
}
