using Facilities.Telemetry;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Journal;

public sealed partial class TelemetryJournal
{
    private readonly TaskCompletionSource _writerEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDurabilityObserver[] _observers = [];
    private JournalCursor[] _cursors = [];
    private SafeFileHandle? _file;
    private byte[] _writing;
    private readonly uint _salt;
    private JournalSegment _active = null!;
    private long _activeSince;
    private bool _writerSleeps;
    private bool _isDiskFull;
    private long _groups;
    private long _durableRecords;

    /// <summary>The writer thread: a group at a time until the journal is closed or fails.</summary>
    private void WriteGroups()
    {
        try
        {
            var lastGroup = 0L;
            while (WaitForGroup(lastGroup, out var length, out var records))
            {
                lastGroup = TimeProvider.System.GetTimestamp();
                var through = _durable + length;
                if (IsSegmentDone()) StartSegment(_durable);
                WriteWithPatience(_writing.AsSpan(0, length), _active.ToFileOffset(_durable));
                _disk.Flush(_file!);
                Publish(through, records);
            }
        }
#pragma warning disable CA1031 // The top of the writer's loop: whatever it was, the journal can't promise anything any more.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(e);
        }
        finally
        {
            _file?.Dispose();
            _writerEnded.SetResult();
            foreach (var cursor in _cursors) cursor.Wake();
        }
    }

    private bool IsSegmentDone()
    {
        var length = _active.End - _active.Start;
        return length >= _options.SegmentBytes || (length > 0 && _options.Clock.GetElapsedTime(_activeSince) >= _options.SegmentAge);
    }

    /// <summary>Waits for records, then takes them all. False when the journal closes and nothing is left.</summary>
    private bool WaitForGroup(long lastGroup, out int length, out int records)
    {
        lock (_gate)
        {
            while (_pendingCount == 0)
            {
                length = records = 0;
                if (_isClosing) return false;
                _writerSleeps = true;
                Monitor.Wait(_gate);
                _writerSleeps = false;
            }

            // Let a steady load share the next fsync; half a full buffer is shared enough.
            while (!_isClosing && _pendingCount < _options.MaximumPendingBytes / 2)
            {
                var rest = _options.GroupInterval - TimeProvider.System.GetElapsedTime(lastGroup);
                if (lastGroup == 0 || rest < TimeSpan.FromMilliseconds(1)) break;
                Monitor.Wait(_gate, rest);
            }

            (_pending, _writing) = (_writing, _pending);
            (length, records) = (_pendingCount, _pendingRecords);
            _pendingCount = _pendingRecords = 0;
            AdmitWaiters();
            return true;
        }
    }

    /// <summary>A full disk is waited for (the same bytes go to the same place again); any other error ends the journal.</summary>
    private void WriteWithPatience(ReadOnlySpan<byte> group, long fileOffset)
    {
        while (true)
        {
            try
            {
                _disk.Write(_file!, group, fileOffset);
                if (_isDiskFull) JournalLog.DiskFreed(_logger);
                _isDiskFull = false;
                return;
            }
            catch (IOException e) when (IsDiskFull(e))
            {
                WaitForSpace(e);
            }
        }
    }

    private void WaitForSpace(IOException cause)
    {
        lock (_gate)
        {
            if (_isClosing) throw new JournalFailedException("The disk is full and the journal was closed before space came.", cause);
            if (!_isDiskFull) JournalLog.DiskFull(_logger);
            _isDiskFull = true;
            Monitor.Wait(_gate, _options.FullDiskRetry);
        }
    }

    // ENOSPC and EDQUOT; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsDiskFull(IOException e) => e.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027);

    private void StartSegment(long start)
    {
        _file?.Dispose();
        _file = null;
        while (true)
        {
            try
            {
                AddSegment(start);
                _isDiskFull = false;
                return;
            }
            catch (IOException e) when (IsDiskFull(e))
            {
                WaitForSpace(e);
            }
        }
    }

    private void AddSegment(long start)
    {
        var path = JournalSegment.PathFor(_options.Path, start);
        var created = _options.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var file = _disk.OpenForWriting(path, FileMode.Create);
        try
        {
            _disk.Write(file, JournalSegment.Header(start, _salt, created), 0);
            _disk.Flush(file);
            _disk.FlushFolder(_options.Path);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file = file;
        _active = new JournalSegment(path, start, _salt, start, created);
        _activeSince = _options.Clock.GetTimestamp();
        lock (_gate) _segments.Add(_active);
    }

    private void Publish(long through, int records)
    {
        JournalCursor[] cursors;
        IDurabilityObserver[] observers;
        lock (_gate)
        {
            _active.End = through;
            Volatile.Write(ref _durable, through);
            _marks.Note(through);
            _groups++;
            _durableRecords += records;
            (cursors, observers) = (_cursors, _observers);
        }

        foreach (var observer in observers)
        {
            try
            {
                observer.OnDurable(new JournalPosition(through));
            }
#pragma warning disable CA1031 // One observer's mistake must not stop acknowledgements for all.
            catch (Exception e)
#pragma warning restore CA1031
            {
                JournalLog.ObserverThrew(_logger, e);
            }
        }

        foreach (var cursor in cursors) cursor.Wake();
    }

    private void Fail(Exception e)
    {
        JournalLog.Failed(_logger, e);
        lock (_gate)
        {
            Volatile.Write(ref _failure, e);
            _pendingCount = _pendingRecords = 0;
            FailWaiters(new JournalFailedException("The journal has failed.", e));
        }
    }
}
