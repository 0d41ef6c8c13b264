namespace Facilities.Ingest.Dialects;

/// <summary>A topic that says whether an entity is there.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Present">Payload that says it is.</param>
/// <param name="Absent">Payload that says it isn't.</param>
/// <param name="Template">As a value template; empty: the payload is the word.</param>
internal sealed record HomeAssistantAvailability(string Topic, string Present, string Absent, string Template);
