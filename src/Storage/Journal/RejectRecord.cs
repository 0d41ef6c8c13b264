using Facilities.Telemetry;

namespace Facilities.Storage.Journal;

/// <summary>A payload, or a part of one, that intake could not read.</summary>
/// <param name="ReceiveTimeUnixMs">Site clock at intake.</param>
/// <param name="Source">The asset it was for, or the default when that isn't known.</param>
/// <param name="Reason">Stable code, e.g. <c>json-malformed</c>; never a sentence.</param>
/// <param name="Detail">Parameter of the reason: a key, an offset, a value; may be empty.</param>
/// <param name="ClientId">MQTT client identifier.</param>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">The payload, already cut to what intake keeps. When appended, valid until the call completes; when read, until the chunk is read again.</param>
public readonly record struct RejectRecord(
    long ReceiveTimeUnixMs, SourceId Source, string Reason, string Detail, string ClientId, string Topic, ReadOnlyMemory<byte> Payload);
