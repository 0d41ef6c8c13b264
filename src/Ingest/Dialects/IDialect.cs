namespace Facilities.Ingest.Dialects;

/// <summary>One way of speaking of field devices. Thread-safe; messages of one client come one after another.</summary>
internal interface IDialect
{
    /// <summary>Stable key, stored with mappings and quarantined devices.</summary>
    string Key { get; }

    /// <summary>Whether the topic is one of this dialect's. Cheap: asked for every topic that isn't ours.</summary>
    bool Claims(string topic);

    /// <summary>As <see cref="Claims(string)"/>, for a message of one place: what another place announced claims nothing here.</summary>
    /// <param name="topic">Topic name.</param>
    /// <param name="place">See <see cref="DialectMessage.Place"/>.</param>
    bool Claims(string topic, string place) => Claims(topic);

    /// <summary>Reads a message whose topic it claims. Never throws for what a peer sent.</summary>
    DialectOutcome Read(DialectMessage message);
}
