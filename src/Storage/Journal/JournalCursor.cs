using Facilities.Telemetry;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Journal;

/// <summary>
/// One consumer's place in the journal. It sees durable records only, in order, first those on disk from its position on and then new ones
/// as they come; the page cache makes reading what was just written cheap. Not thread-safe: one reader per cursor.
/// </summary>
public sealed class JournalCursor : IDisposable
{
    private const int ReadBytes = 256 << 10;

    /// <summary>A chunk holds at most this many records, so that a consumer's transaction stays small.</summary>
    private const int MostRecords = 4096;

    private readonly TelemetryJournal _journal;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly byte[] _buffer = new byte[RecordFormat.LargestRecord];
    private JournalSegment? _segment;
    private SafeFileHandle? _file;
    private long _position;
    private int _isWaiting;

    internal JournalCursor(TelemetryJournal journal, long from)
    {
        _journal = journal;
        _position = from;
    }

    /// <summary>End of the last chunk: where the next one begins.</summary>
    public JournalPosition Position => new(_position);

    /// <summary>
    /// Waits until there is at least one durable record and fills the chunk. False when the journal was closed and everything durable has been read.
    /// Damaged stretches are skipped, counted in <see cref="JournalStatistics.DamagedBytes"/> and logged; a chunk may then have no records but a later end.
    /// </summary>
    public async ValueTask<bool> ReadAsync(JournalChunk chunk, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isLast = _journal.IsClosed;
            if (TryRead(chunk)) return true;
            if (isLast) return false;
            // A full fence: the flag must stand before the position is looked at again, or what becomes durable in between wakes nobody.
            Interlocked.Exchange(ref _isWaiting, 1);
            if ((_journal.DurableThrough.Offset > _position || _journal.IsClosed) && Interlocked.Exchange(ref _isWaiting, 0) == 1) continue;
            await _signal.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fills the chunk with what is durable now; false, and an empty chunk, when there is nothing new.</summary>
    public bool TryRead(JournalChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        chunk.Clear();
        chunk.From = chunk.To = Position;
        var durable = _journal.DurableThrough.Offset;
        if (durable <= _position || !EnterSegment(durable)) return false;

        var segment = _segment!;
        var end = segment.End;
        var at = TakeRecords(chunk, segment, Fill(segment, Math.Min(ReadBytes, end - _position)));
        // A record larger than a usual read.
        if (at == 0) at = TakeRecords(chunk, segment, Fill(segment, Math.Min(_buffer.Length, end - _position)));
        _position += at;
        // Nothing readable where a record should begin: the bytes are damaged, or the file is shorter than it was.
        if (at == 0) SkipDamage(segment, end);
        chunk.To = Position;
        return true;
    }

    public void Dispose()
    {
        _journal.Forget(this);
        _file?.Dispose();
        _signal.Dispose();
    }

    internal void Wake()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1) _signal.Release();
    }

    private bool EnterSegment(long durable)
    {
        if (_segment is not null && _position >= _segment.Start && _position < _segment.End) return true;
        while (_journal.FindSegment(_position) is { } next)
        {
            if (!ReferenceEquals(next, _segment) && !TryOpen(next)) continue;
            _position = Math.Max(_position, next.Start);
            return true;
        }

        // Positions were skipped when the journal was opened; nothing stands between here and there.
        _position = durable;
        return false;
    }

    private bool TryOpen(JournalSegment segment)
    {
        _file?.Dispose();
        _file = null;
        _segment = null;
        try
        {
            _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _segment = segment;
            return true;
        }
        catch (FileNotFoundException) when (!_journal.Holds(segment))
        {
            // Released between finding and opening it; the next one is asked for.
            return false;
        }
    }

    private int Fill(JournalSegment segment, long length) =>
        RecordSearch.ReadFully(_file!, _buffer.AsSpan(0, (int)length), segment.ToFileOffset(_position));

    /// <summary>Takes whole records from the start of the buffer; returns the bytes they filled.</summary>
    private int TakeRecords(JournalChunk chunk, JournalSegment segment, int filled)
    {
        var at = 0;
        var count = 0;
        while (count < MostRecords
               && RecordFormat.TryRead(_buffer.AsSpan(at, filled - at), segment.Salt, out var kind, out var length) == RecordRead.Whole)
        {
            var payload = _buffer.AsMemory(at + RecordFormat.HeaderLength, length - RecordFormat.HeaderLength);
            TakeRecord(chunk, segment, kind, payload, _position + at);
            at += length;
            count++;
        }

        return at;
    }

    private void TakeRecord(JournalChunk chunk, JournalSegment segment, RecordKind kind, ReadOnlyMemory<byte> payload, long position)
    {
        var readings = chunk.Readings.Count;
        var length = RecordFormat.HeaderLength + payload.Length;
        try
        {
            RecordPayload.Read(kind, payload, new JournalPosition(position + length), chunk);
        }
        catch (InvalidDataException)
        {
            // The checksum is right, the content isn't ours: a newer version wrote it. Counted and left, not a consumer stuck for ever.
            chunk.Readings.Truncate(readings);
            _journal.Report(new JournalDamage(segment.Name, segment.ToFileOffset(position), new JournalPosition(position), length));
        }
    }

    private void SkipDamage(JournalSegment segment, long end)
    {
        var from = segment.ToFileOffset(_position);
        var next = RecordSearch.FindNext(_file!, from + 1, segment.ToFileOffset(end), segment.Salt);
        var skipped = next < 0 ? end - _position : next - from;
        _journal.Report(new JournalDamage(segment.Name, from, Position, skipped));
        _position += skipped;
    }
}
