using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Facilities.Dashboard.Access;

/// <summary>How often something may be tried by one network address, and by all together. Thread-safe; addresses that fell silent are forgotten.</summary>
/// <param name="perAddress">Tries of one address within the window.</param>
/// <param name="together">Tries of all within the window.</param>
/// <param name="window">Counted from its first try.</param>
internal sealed class AddressRate(int perAddress, int together, TimeSpan window) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress?> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress?, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(address), _ => Limit(perAddress, window))),
        PartitionedRateLimiter.Create<IPAddress?, int>(_ => RateLimitPartition.GetFixedWindowLimiter(0, _ => Limit(together, window))));

    /// <summary>Counts a try; false when there were too many in this window.</summary>
    public bool TryEnter(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    /// <summary>Answers that it was too often, and when to come again.</summary>
    public static void Refuse(HttpResponse response, TimeSpan window)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
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

    private static FixedWindowRateLimiterOptions Limit(int tries, TimeSpan window) => new() { PermitLimit = tries, Window = window, QueueLimit = 0 };
}
