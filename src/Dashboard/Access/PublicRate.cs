using System.Net;

namespace Facilities.Dashboard.Access;

/// <summary>How often pages for everybody may be read by one network, and by all together. Thread-safe.</summary>
internal sealed class PublicRate : IDisposable
{
    /// <summary>A house behind one address, all of it curious.</summary>
    public const int ReadsPerAddress = 120;

    /// <summary>Of all addresses; an answer from memory costs little.</summary>
    public const int ReadsTogether = 6_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly AddressRate _reads = new(ReadsPerAddress, ReadsTogether, Window);

    /// <summary>The language of a page comes from a cookie or the browser, so it may be kept by the browser alone.</summary>
    public static string CacheControl { get; } = "private, max-age=30";

    /// <summary>Counts a reading; false when there were too many in this window.</summary>
    public bool TryRead(IPAddress? address) => _reads.TryEnter(address);

    public void Dispose() => _reads.Dispose();
}
