namespace Facilities.Simulator.Assets;

/// <summary>One payload of one asset at one instant of site time; the payload is the receiver's to keep.</summary>
internal readonly record struct SimulatedMessage(VirtualAsset Asset, long UnixMs, byte[] Payload);
