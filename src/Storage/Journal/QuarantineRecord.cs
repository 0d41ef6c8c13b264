namespace Facilities.Storage.Journal;

/// <summary>A message from a device that the registry doesn't know, kept so that somebody can adopt or refuse the device.</summary>
/// <param name="ReceiveTimeUnixMs">Site clock at intake.</param>
/// <param name="Reason">Stable code, e.g. <c>unknown-asset</c>.</param>
/// <param name="Dialect">The dialect that claimed the topic, e.g. <c>native</c>.</param>
/// <param name="DeviceKey">What the device calls itself in that dialect, e.g. <c>site/asset</c>.</param>
/// <param name="ClientId">MQTT client identifier.</param>
/// <param name="UserName">MQTT user, empty for an anonymous client.</param>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">The payload, already cut to what intake keeps. When appended, valid until the call completes; when read, until the chunk is read again.</param>
public readonly record struct QuarantineRecord(
    long ReceiveTimeUnixMs, string Reason, string Dialect, string DeviceKey, string ClientId, string UserName, string Topic, ReadOnlyMemory<byte> Payload);
