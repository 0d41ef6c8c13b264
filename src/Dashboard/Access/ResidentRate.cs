using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection;

namespace Facilities.Dashboard.Access;

/// <summary>
/// Keeps reports without an account from being spam, with nobody's help: so many per network, per equipment and together, and a form that was drawn a moment ago by this service.
/// Thread-safe; what fell silent is forgotten.
/// </summary>
internal sealed class ResidentRate(IDataProtectionProvider protection) : IDisposable
{
    /// <summary>Reports of one network in <see cref="Window"/>: a house behind one address.</summary>
    public const int PerAddress = 6;

    /// <summary>Reports about one piece of equipment: a lift full of people with phones.</summary>
    public const int PerAsset = 20;

    /// <summary>Reports of all together.</summary>
    public const int Together = 300;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>No person fills it in faster.</summary>
    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(1);

    /// <summary>A page left open longer is drawn anew.</summary>
    private static readonly TimeSpan Slowest = TimeSpan.FromHours(12);

    private readonly AddressRate _addresses = new(PerAddress, Together, Window);
    private readonly IDataProtector _tickets = protection.CreateProtector("Facilities.ResidentReport");
    private readonly PartitionedRateLimiter<int> _assets = PartitionedRateLimiter.Create<int, int>(asset => RateLimitPartition.GetFixedWindowLimiter(
        asset, static _ => new FixedWindowRateLimiterOptions { PermitLimit = PerAsset, Window = Window, QueueLimit = 0 }));

    /// <summary>Counts a report; false when there were too many in this window.</summary>
    public bool TryReport(IPAddress? address, int asset)
    {
        if (!_addresses.TryEnter(address)) return false;
        using var lease = _assets.AttemptAcquire(asset);
        return lease.IsAcquired;
    }

    /// <summary>Proof that a form was drawn here, and when.</summary>
    public string Ticket() => _tickets.Protect(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a form was drawn here, a moment and not half a day ago.</summary>
    public bool IsFresh(string? ticket)
    {
        if (string.IsNullOrEmpty(ticket)) return false;
        try
        {
            var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(_tickets.Unprotect(ticket), CultureInfo.InvariantCulture));
            return age >= Fastest && age <= Slowest;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _assets.Dispose();
    }
}
