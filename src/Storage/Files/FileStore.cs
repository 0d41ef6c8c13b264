using System.Security.Cryptography;

namespace Facilities.Storage.Files;

/// <summary>
/// Photos and packs under <c>files/</c> of the data folder, each named by the SHA-256 of its bytes, so that one file is kept once and a change shows.
/// A file is there whole or not at all: written beside, synced, renamed. Thread-safe.
/// </summary>
public sealed class FileStore(string folder)
{
    private const int DigestLength = 64;

    /// <summary>Stores bytes; the same again changes nothing.</summary>
    /// <returns>Their digest, lower case hex.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public string Save(ReadOnlySpan<byte> bytes)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var path = PathOf(digest);
        if (File.Exists(path)) return digest;
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{digest}.{Guid.NewGuid():N}");
        using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Sync(folder);
        return digest;
    }

    /// <summary>Stores what a stream holds from its start, also what doesn't fit into memory; the same again changes nothing.</summary>
    /// <returns>Its digest, lower case hex.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public async Task<string> SaveAsync(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        content.Position = 0;
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
        var path = PathOf(digest);
        if (File.Exists(path)) return digest;
        Directory.CreateDirectory(folder);
        content.Position = 0;
        var beside = Path.Combine(folder, $".{digest}.{Guid.NewGuid():N}");
        try
        {
            var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
        }
        catch
        {
            File.Delete(beside);
            throw;
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Sync(folder);
        return digest;
    }

    /// <summary>Opens a file; null if there is none of that digest, or it is no digest.</summary>
    public Stream? Open(string digest) =>
        IsDigest(digest) && File.Exists(PathOf(digest)) ? new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read) : null;

    /// <summary>An empty file to build something in that doesn't fit into memory; it is gone when the stream is closed.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public FileStream OpenScratch()
    {
        Directory.CreateDirectory(folder);
        return new FileStream(
            Path.Combine(folder, $".scratch.{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
    }

    /// <summary>Removes a file; without one of that digest nothing changes. For who alone names it.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Delete(string digest)
    {
        if (IsDigest(digest)) File.Delete(PathOf(digest));
    }

    /// <summary>64 characters 0–9 and a–f: nothing that could lead out of the folder.</summary>
    public static bool IsDigest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == DigestLength && text.All(char.IsAsciiHexDigitLower);
    }

    private string PathOf(string digest) => Path.Combine(folder, digest);
}
