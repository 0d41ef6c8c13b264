using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Facilities.Dashboard.Api;

/// <summary>
/// How often somebody may try to sign in. Identity locks an account after five wrong passwords; this bounds one address that tries many accounts,
/// and the processor time that hashing costs. Thread-safe; addresses that fell silent are forgotten.
/// </summary>
internal sealed class SignInRate : IDisposable
{
    /// <summary>An office behind one address signs in within a minute; a list of passwords doesn't.</summary>
    public const int TriesPerAddress = 20;

    /// <summary>Of all addresses together: about a tenth of a core spent on hashing.</summary>
    public const int TriesTogether = 120;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress?> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress?, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(address), _ => Limit(TriesPerAddress))),
        PartitionedRateLimiter.Create<IPAddress?, int>(_ => RateLimitPartition.GetFixedWindowLimiter(0, _ => Limit(TriesTogether))));

    /// <summary>Counts a try; false when there were too many in this window.</summary>
    public bool TryEnter(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>A household has a /64 of IPv6 and could take a new address for each try.</summary>
    internal static IPAddress NetworkOf(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private static FixedWindowRateLimiterOptions Limit(int tries) => new() { PermitLimit = tries, Window = Window, QueueLimit = 0 };
}
