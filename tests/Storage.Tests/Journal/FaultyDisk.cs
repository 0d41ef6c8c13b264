using Facilities.Storage.Journal;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Tests.Journal;

/// <summary>A disk whose writes and syncs fail when a test says so.</summary>
internal sealed class FaultyDisk : JournalDisk
{
    private volatile Exception? _writeError;
    private volatile Exception? _flushError;
    private int _flushes;
    private volatile bool _isBlocked;

    /// <summary>Held by a test to keep the disk from finishing a sync.</summary>
    public ManualResetEventSlim MayFlush { get; } = new(true);

    public Exception? WriteError { get => _writeError; set => _writeError = value; }

    public Exception? FlushError { get => _flushError; set => _flushError = value; }

    public int Flushes => Volatile.Read(ref _flushes);

    /// <summary>Waits until the journal's writer stands before <see cref="MayFlush"/>.</summary>
    public async Task BlocksAsync()
    {
        while (!_isBlocked) await Task.Delay(1);
    }

    public static IOException DiskFull() => new("No space left on device", 28);

    public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long fileOffset)
    {
        if (_writeError is { } error)
        {
            // Half of it gets there, as a real disk would do.
            base.Write(file, bytes[..(bytes.Length / 2)], fileOffset);
            throw error;
        }

        base.Write(file, bytes, fileOffset);
    }

    public override void Flush(SafeFileHandle file)
    {
        _isBlocked = true;
        MayFlush.Wait();
        _isBlocked = false;
        Interlocked.Increment(ref _flushes);
        if (_flushError is { } error) throw error;
        base.Flush(file);
    }
}
