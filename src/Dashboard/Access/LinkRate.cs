using System.Net;

namespace Facilities.Dashboard.Access;

/// <summary>How often somebody without an account may open links. Thread-safe; addresses that fell silent are forgotten.</summary>
internal sealed class LinkRate : IDisposable
{
    /// <summary>A crew behind one address opens a link each, its phones' previews once more.</summary>
    public const int TriesPerAddress = 30;

    /// <summary>Of all addresses together; a signature of 96 bits can't be tried out at this rate.</summary>
    public const int TriesTogether = 600;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AddressRate _rate = new(TriesPerAddress, TriesTogether, Window);

    /// <summary>Counts a try; false when there were too many in this window.</summary>
    public bool TryEnter(IPAddress? address) => _rate.TryEnter(address);

    public void Dispose() => _rate.Dispose();
}
