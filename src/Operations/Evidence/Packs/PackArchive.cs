using System.Text;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>
/// Writes a pack entry after entry as <see cref="PackLayout"/> says, then the list of digests and its signature. Memory doesn't grow with the content. Not thread-safe.
/// </summary>
/// <param name="output">Writable and seekable, empty; stays open.</param>
internal sealed class PackArchive(Stream output)
{
    /// <summary>SHA-256 of every entry before it, as <c>sha256sum -c</c> reads it.</summary>
    public const string Manifest = "manifest.sha256";

    /// <summary>Who vouches for the list.</summary>
    public const string Signature = "signature.json";

    private const int TextBuffer = 32 * 1024;

    private readonly List<PackEntry> _entries = [];

    /// <exception cref="IOException">The disk refused, or the pack grew beyond 4 GB.</exception>
    public async Task AddAsync(string name, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var offset = Position();
        var length = PackLayout.Local(name, 0, 0).Length;
        // The header says how long the content is: it is written over once that is known.
        await output.WriteAsync(new byte[length]).ConfigureAwait(false);
        using var content = new PackContent(output);
        await write(content).ConfigureAwait(false);
        var end = Position();
        var entry = new PackEntry(name, offset, content.Crc, (uint)content.Length, content.Sha256());
        output.Position = offset;
        await output.WriteAsync(PackLayout.Local(name, entry.Crc, entry.Size)).ConfigureAwait(false);
        output.Position = end;
        _entries.Add(entry);
    }

    /// <summary>UTF-8 without a mark, lines end with LF.</summary>
    public Task AddTextAsync(string name, Func<TextWriter, Task> write) => AddAsync(name, async stream =>
    {
        var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), TextBuffer, leaveOpen: true) { NewLine = "\n" };
        await using (text.ConfigureAwait(false))
        {
            await write(text).ConfigureAwait(false);
        }
    });

    public Task AddTextAsync(string name, string text) => AddTextAsync(name, writer => writer.WriteAsync(text));

    /// <summary>The list of digests, the signature, and the directory. Nothing can be added afterwards.</summary>
    public async Task SealAsync(PackSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var list = ListOf(_entries);
        await AddAsync(Manifest, stream => stream.WriteAsync(list).AsTask()).ConfigureAwait(false);
        await AddAsync(Signature, stream => stream.WriteAsync(signer.Sign(list).ToBytes()).AsTask()).ConfigureAwait(false);
        await output.WriteAsync(PackLayout.Directory(_entries, Position())).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
    }

    internal static byte[] ListOf(IEnumerable<PackEntry> entries) => Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => $"{entry.Sha256}  {entry.Name}\n")));

    private uint Position() => output.Position is var at && at <= PackLayout.MaximumLength ? (uint)at : throw new IOException("A pack holds at most 4 GB.");
}
