using System.Net;

namespace Facilities.Mqtt;

/// <summary>
/// Counts open connections in all and per address, before a byte is read or a TLS handshake is begun, and refuses those beyond. Loopback is one address
/// for this machine's own programs and for every proxy on it, so only the limit in all holds there. Thread-safe.
/// </summary>
internal sealed class ConnectionGate(int maximum, int maximumPerAddress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _perAddress = [];
    private int _count;

    /// <summary>Connections that are in.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Null: it is in, and <see cref="Leave"/> follows. Otherwise why not.</summary>
    public ConnectRefusal? TryEnter(EndPoint? from)
    {
        var address = MqttNetwork.Of(from);
        lock (_gate)
        {
            if (_count >= maximum) return ConnectRefusal.TooManyConnections;
            if (IsCounted(address))
            {
                var open = _perAddress.GetValueOrDefault(address);
                if (open >= maximumPerAddress) return ConnectRefusal.TooManyFromAddress;
                _perAddress[address] = open + 1;
            }

            _count++;
            return null;
        }
    }

    public void Leave(EndPoint? from)
    {
        var address = MqttNetwork.Of(from);
        lock (_gate)
        {
            _count--;
            if (!IsCounted(address)) return;
            if (_perAddress[address] == 1) _perAddress.Remove(address);
            else _perAddress[address]--;
        }
    }

    // The IPv6 loopback's /64 is "::".
    private static bool IsCounted(IPAddress address) => !IPAddress.IsLoopback(address) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.None);
}
