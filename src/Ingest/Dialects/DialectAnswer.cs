namespace Facilities.Ingest.Dialects;

/// <summary>Publishes what a dialect's protocol wants said in answer, QoS 0: asking for a birth certificate is all there is. Must not throw.</summary>
/// <param name="topic">Topic name.</param>
/// <param name="payload">As it is sent.</param>
/// <param name="site">Site code of who made us answer: another site's clients don't hear it. Null: all do.</param>
internal delegate void DialectAnswer(string topic, byte[] payload, string? site);
