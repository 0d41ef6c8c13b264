using System.Net;
using System.Net.Sockets;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>
/// Where this service may send to. Host names are listed by name; addresses and networks by number. A listed name that leads to an address inside a
/// private network is refused unless that address is listed too, so that no name can be turned against machines behind the firewall. Immutable.
/// </summary>
internal sealed class OutgoingHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    /// <exception cref="FormatException">An entry is neither a host name nor an address nor a network.</exception>
    public OutgoingHosts(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            if (IPNetwork.TryParse(entry, out var network)) _networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address)) _networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns) _names.Add(entry);
            else throw new FormatException($"'{entry}' is neither a host name nor an address nor a network.");
        }
    }

    /// <summary>The entry that lists this address' host.</summary>
    public static string EntryOf(Uri uri) => uri.IdnHost.Trim('[', ']');

    /// <summary>Why nothing may be sent there, as a code; null: it may.</summary>
    public string? Refusal(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("https" or "http")) return "address_invalid";
        if (uri.UserInfo.Length > 0) return "address_invalid";
        if (IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var address)) return IsListed(address) ? null : "host_not_listed";
        if (!_names.Contains(uri.IdnHost)) return "host_not_listed";
        // A name on the open network without TLS would show the robot's key to everyone on the way.
        return uri.Scheme == "https" ? null : "https_needed";
    }

    /// <summary>Whether a connection may be made to this address, which a listed name led to.</summary>
    public bool Admits(IPAddress address) => IsListed(address) || !IsPrivate(address);

    private bool IsListed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Exists(network => network.Contains(plain));
    }

    /// <summary>Loopback, link-local, private and other addresses that the open network doesn't route (RFC 6890).</summary>
    internal static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain)) return true;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            return plain.IsIPv6LinkLocal || plain.IsIPv6SiteLocal || plain.IsIPv6UniqueLocal || plain.IsIPv6Multicast || plain.Equals(IPAddress.IPv6Any) || plain.IsIPv6Teredo;
        Span<byte> bytes = stackalloc byte[4];
        plain.TryWriteBytes(bytes, out _);
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 192 && bytes[1] == 0 && bytes[2] is 0 or 2)
            || (bytes[0] == 198 && bytes[1] is 18 or 19);
    }
}
