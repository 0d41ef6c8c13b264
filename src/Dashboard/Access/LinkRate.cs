using System.Net;
using System.Threading.RateLimiting;

namespace Facilities.Dashboard.Access;

/// <summary>
/// How often one sort of personal link may be tried by people without an account. Links that don't exist are counted by address, and only they: whoever holds a good
/// one is never shut out by others' tries, not even behind the same address. A good link is counted for itself. Thread-safe; what fell silent is forgotten.
/// </summary>
internal sealed class LinkRate : IDisposable
{
    /// <summary>Wrong links of one address: somebody mistypes now and then.</summary>
    public const int TriesPerAddress = 30;

    /// <summary>Wrong links of all addresses together.</summary>
    public const int TriesTogether = 600;

    /// <summary>Of one good link: a person presses twice, the previews of phones and mail scanners come on top.</summary>
    public const int TriesPerLink = 30;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AddressRate _wrong = new(TriesPerAddress, TriesTogether, Window);
    private readonly PartitionedRateLimiter<string> _links = PartitionedRateLimiter.Create<string, string>(token => RateLimitPartition.GetFixedWindowLimiter(
        token, static _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerLink, Window = Window, QueueLimit = 0 }));

    /// <summary>Counts the use of a link that exists; false when there were too many in this window.</summary>
    public bool TryUse(string token)
    {
        using var lease = _links.AttemptAcquire(token);
        return lease.IsAcquired;
    }

    /// <summary>Counts a link that doesn't exist; false when there were too many in this window.</summary>
    public bool TryWrong(IPAddress? address) => _wrong.TryEnter(address);

    public void Dispose()
    {
        _wrong.Dispose();
        _links.Dispose();
    }
}
