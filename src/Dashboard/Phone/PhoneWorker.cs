using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace Facilities.Dashboard.Phone;

/// <summary>
/// The phone page's service worker, made from the files that are there: their list, and a version that changes with each byte of them. So no file can be
/// forgotten, and browsers hold the files of one release or of another, never of two.
/// </summary>
internal static class PhoneWorker
{
    private const string Folder = "m";

    /// <summary>What the page needs from outside its own folder.</summary>
    private static readonly string[] Shared = ["css/tokens.css", "icon.svg", "lib/jsQR.js"];

    /// <summary>A build lays packed copies beside the files.</summary>
    private static readonly string[] Kinds = [".js", ".css", ".webmanifest", ".html"];

    /// <param name="files">The site's files.</param>
    /// <exception cref="FileNotFoundException">One that the page needs isn't there.</exception>
    public static string Script(IFileProvider files)
    {
        var paths = Below(files, Folder).Concat(Shared).Order(StringComparer.Ordinal).ToList();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            digest.AppendData(Encoding.UTF8.GetBytes(path));
            digest.AppendData(Read(files.GetFileInfo(path)));
        }

        using var template = new StreamReader(typeof(PhoneWorker).Assembly.GetManifestResourceStream("phone-worker.js")!);
        return template.ReadToEnd()
            .Replace("{version}", Convert.ToHexStringLower(digest.GetHashAndReset().AsSpan(0, 8)), StringComparison.Ordinal)
            .Replace("{files}", JsonSerializer.Serialize(paths.Select(Address)), StringComparison.Ordinal);
    }

    /// <summary>The page itself has its folder's address.</summary>
    private static string Address(string path) => path == PhoneHosting.Page ? PhoneHosting.Home : "/" + path;

    private static IEnumerable<string> Below(IFileProvider files, string folder) => files.GetDirectoryContents(folder).SelectMany(entry =>
        entry.IsDirectory ? Below(files, $"{folder}/{entry.Name}") : Kinds.Contains(Path.GetExtension(entry.Name)) ? [$"{folder}/{entry.Name}"] : []);

    private static byte[] Read(IFileInfo file)
    {
        if (!file.Exists) throw new FileNotFoundException("A file of the phone page is missing.", file.Name);
        using var bytes = new MemoryStream();
        using var content = file.CreateReadStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
