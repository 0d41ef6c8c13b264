using System.Net;
using Facilities.Dashboard.Access;

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

    private readonly AddressRate _rate = new(TriesPerAddress, TriesTogether, Window);

    /// <summary>Counts a try; false when there were too many in this window.</summary>
    public bool TryEnter(IPAddress? address) => _rate.TryEnter(address);

    /// <summary>Counts a try by one of the pages' forms; when there were too many in this window the answer says so, and false.</summary>
    public bool TryEnter(HttpContext context)
    {
        if (TryEnter(context.Connection.RemoteIpAddress)) return true;
        AddressRate.Refuse(context.Response, Window);
        return false;
    }

    public void Dispose() => _rate.Dispose();
}
