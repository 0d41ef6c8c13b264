using System.Globalization;

namespace Facilities.Ingest.Hosting;

/// <summary>
/// The data folder, held by this process alone until it is disposed: two processes on one journal would overwrite each other's records.
/// The lock is the kernel's (released whatever way the process ends); a text file beside it tells a person who holds it.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "facilities.lock";
    private readonly FileStream _lock;
    private int _disposed;

    private DataFolder(string path, FileStream lockFile)
    {
        Path = path;
        _lock = lockFile;
    }

    /// <summary>Absolute path; exists.</summary>
    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Creates the folder if needed and takes it.</summary>
    /// <exception cref="DataFolderException">Somebody else holds it, or it can't be created or written; the message says what to do.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder '{full}' can't be created: {e.Message} Give another with --Data:Path, or change its rights.", e);
        }

        var lockPath = System.IO.Path.Combine(full, LockName);
        try
        {
            var file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            System.IO.File.WriteAllText(OwnerPath(full), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(full, file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataFolderException($"The data folder '{full}' can't be written: {e.Message} Give another with --Data:Path, or change its rights.", e);
        }
        catch (IOException e)
        {
            throw new DataFolderException(
                $"The data folder '{full}' is in use by another process{Owner(full)}. Stop that one, or start this one with a folder and ports of its own: --Data:Path, --Mqtt:Port, --urls.", e);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        try
        {
            System.IO.File.Delete(OwnerPath(Path));
        }
        catch (IOException)
        {
            // Only a hint for people; the lock itself is what counts.
        }

        _lock.Dispose();
    }

    private static string OwnerPath(string folder) => System.IO.Path.Combine(folder, LockName + ".owner");

    private static string Owner(string folder)
    {
        try
        {
            return $" (process {System.IO.File.ReadAllText(OwnerPath(folder)).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
