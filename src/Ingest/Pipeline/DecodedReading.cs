namespace Facilities.Ingest.Pipeline;

/// <summary>One <c>{"ts":…,"values":{…}}</c> of a payload: where its values stand in <see cref="DecodedPayload.Values"/>, and its device time if it stated one.</summary>
/// <param name="TimestampUnixMs">As sent, in milliseconds; <c>null</c> when missing or unreadable.</param>
internal readonly record struct DecodedReading(long? TimestampUnixMs, int Start, int Count);
