using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Journal;

/// <summary>The few things the journal asks of a disk, in one place so that tests can make each of them fail.</summary>
internal class JournalDisk
{
    public virtual SafeFileHandle OpenForWriting(string path, FileMode mode) =>
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long fileOffset) => RandomAccess.Write(file, bytes, fileOffset);

    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>
    /// A new file survives a power cut only when its folder has been synced too. .NET opens no folders, hence the three C calls;
    /// on Windows the file system's own journal does it.
    /// </summary>
    public virtual void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = OpenNative(Encoding.UTF8.GetBytes(path + '\0'), 0);
        if (descriptor < 0) throw new IOException($"Can't open the folder {path} to sync it (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (SyncNative(descriptor) != 0) throw new IOException($"Can't sync the folder {path} (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = CloseNative(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenNative(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncNative(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseNative(int descriptor);
}
