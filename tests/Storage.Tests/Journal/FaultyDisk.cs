using Facilities.Storage.Journal;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Tests.Journal;

/// <summary>A disk whose writes and syncs fail, stall or take their time when a test says so.</summary>
internal sealed class FaultyDisk : JournalDisk
{
    private volatile Exception? _writeError;
    private volatile Exception? _flushError;
    private int _flushes;
    private long _written;
    private long _synced;
    private volatile bool _isBlocked;

    /// <summary>Held by a test to keep the disk from finishing a sync.</summary>
    public ManualResetEventSlim MayFlush { get; } = new(true);

    /// <summary>Held by a test to keep the disk from finishing a write.</summary>
    public ManualResetEventSlim MayWrite { get; } = new(true);

    /// <summary>How long each sync takes.</summary>
    public TimeSpan FlushTakes { get; set; }

    /// <summary>Length of the file as far as it has been synced; for journals of one segment.</summary>
    public long SyncedBytes => Interlocked.Read(ref _synced);

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

        MayWrite.Wait();
        base.Write(file, bytes, fileOffset);
        Interlocked.Exchange(ref _written, fileOffset + bytes.Length);
    }

    public override void Flush(SafeFileHandle file)
    {
        _isBlocked = true;
        MayFlush.Wait();
        _isBlocked = false;
        var written = Interlocked.Read(ref _written);
        if (FlushTakes > TimeSpan.Zero)
        {
            using var slow = new ManualResetEventSlim();
            slow.Wait(FlushTakes);
        }

        Interlocked.Increment(ref _flushes);
        if (_flushError is { } error) throw error;
        base.Flush(file);
        Interlocked.Exchange(ref _synced, written);
    }
}
