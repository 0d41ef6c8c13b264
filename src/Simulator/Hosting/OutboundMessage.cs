namespace Facilities.Simulator.Hosting;

/// <summary>A telemetry message waiting in a gateway.</summary>
internal readonly record struct OutboundMessage(byte[] Topic, byte[] Payload, long UnixMs);
