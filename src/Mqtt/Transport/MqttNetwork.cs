using System.Net;
using System.Net.Sockets;

namespace Facilities.Mqtt;

/// <summary>What counts as one address where something is limited per address.</summary>
public static class MqttNetwork
{
    /// <summary>The address, or its /64 for IPv6: a household has one, and could take a new address for each try. <see cref="IPAddress.None"/> if there is none.</summary>
    public static IPAddress Of(EndPoint? from)
    {
        if (from is not IPEndPoint { Address: var address }) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
