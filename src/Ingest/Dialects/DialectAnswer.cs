namespace Facilities.Ingest.Dialects;

/// <summary>Publishes what a dialect's protocol wants said in answer, QoS 0: asking for a birth certificate is all there is. Must not throw.</summary>
internal delegate void DialectAnswer(string topic, byte[] payload);
