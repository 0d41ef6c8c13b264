namespace Facilities.Storage.Relational.Intake;

/// <summary>
/// What a dialect said once and relies on ever after (Sparkplug aliases, Home Assistant configurations, units of Zigbee devices): without it the
/// messages after a restart could not be read. Written before the message that said it is acknowledged.
/// </summary>
public sealed class DialectState
{
    /// <summary>Rows in all; beyond this or another limit the new one is refused and its device stays unread.</summary>
    public const int Most = 50_000;

    /// <summary>Characters of keys and bodies in all; in memory each takes two bytes.</summary>
    public const long MostCharacters = 64 * 1024 * 1024;

    /// <summary>Rows of a site, or of the credentials of every site: a thousand devices with a score of entities each.</summary>
    public const int MostOfSite = 20_000;

    /// <summary>Characters of a site: a thousand devices with 300 metrics each.</summary>
    public const long MostCharactersOfSite = 16 * 1024 * 1024;

    /// <summary>Rows of what one asset's credential said: it is one device.</summary>
    public const int MostOfAsset = 64;

    /// <summary>Characters of what one asset's credential said.</summary>
    public const long MostCharactersOfAsset = 256 * 1024;

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
