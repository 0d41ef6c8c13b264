using System.Security.Cryptography;
using Facilities.Storage.Relational.Messaging;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// The journal's name, made once and kept beside it: a journal that is moved to another machine goes on where it stood, and a new, empty one doesn't
/// start at another's position.
/// </summary>
internal static class JournalIdentityFile
{
    private const string Name = "journal.id";
    private const int Characters = 16;

    /// <summary>The name in a folder that this process has locked.</summary>
    public static JournalIdentity Of(DataFolder folder)
    {
        var path = folder.File(Name);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 and <= 32 } known) return new JournalIdentity(known);
        var made = RandomNumberGenerator.GetHexString(Characters, lowercase: true);
        File.WriteAllText(path, made + "\n");
        return new JournalIdentity(made);
    }
}
