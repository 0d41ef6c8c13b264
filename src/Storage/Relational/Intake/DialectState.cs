namespace Facilities.Storage.Relational.Intake;

/// <summary>
/// What a dialect said once and relies on ever after (Sparkplug aliases, Home Assistant configurations, units of Zigbee devices): without it the
/// messages after a restart could not be read. Written before the message that said it is acknowledged.
/// </summary>
public sealed class DialectState
{
    /// <summary>Rows in all; beyond it the new one is refused and its device stays unread.</summary>
    public const int Most = 50_000;

    /// <summary>Characters of one body; a birth of two thousand metrics has about a hundred thousand.</summary>
    public const int LargestBody = 256 * 1024;

    public int Id { get; set; }

    public required string Dialect { get; set; }

    /// <summary>Whose credential said it: <c>site</c>, <c>site/asset</c>, or empty for one of every site. What one said means nothing to another.</summary>
    public string Place { get; set; } = "";

    /// <summary>What it is about, in the dialect's words.</summary>
    public required string StateKey { get; set; }

    /// <summary>JSON, read only by the dialect that wrote it.</summary>
    public string Body { get; set; } = "";

    public DateTimeOffset SavedAt { get; set; }
}
