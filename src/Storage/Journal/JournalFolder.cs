using System.Globalization;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Facilities.Storage.Journal;

/// <summary>Opens a journal's folder: reads the headers, finds the end of the last segment and cuts a torn record off it.</summary>
internal sealed class JournalFolder(JournalOptions options, JournalDisk disk, ILogger logger)
{
    public List<JournalSegment> Segments { get; } = [];

    /// <summary>What could not be read while looking for the end of the last segment.</summary>
    public List<JournalDamage> Damage { get; } = [];

    public void Open(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Path);
        var files = FindFiles();
        var salt = files.Select(f => ReadHeader(f.Path)?.Salt).LastOrDefault(s => s is not null);
        foreach (var (path, start) in files)
        {
            var length = new FileInfo(path).Length;
            if (length < JournalSegment.HeaderLength)
            {
                // The process died while making the file; the header is synced before the first record is written.
                File.Delete(path);
                continue;
            }

            // A damaged header: the file's name and the journal's other segments know what stood in it, a segment takes over its predecessor's salt.
            var header = ReadHeader(path);
            if ((header?.Salt ?? salt) is not { } known)
            {
                JournalLog.HeaderUnreadable(logger, Path.GetFileName(path));
                Damage.Add(new JournalDamage(Path.GetFileName(path), 0, new JournalPosition(start), length));
                File.Move(path, path + ".damaged", overwrite: true);
                continue;
            }

            Segments.Add(new JournalSegment(path, start, known, start + length - JournalSegment.HeaderLength, Created(path, header?.CreatedUnixMs)));
        }

        if (Segments is [.., var last]) CutTornTail(last, cancellationToken);
    }

    private List<(string Path, long Start)> FindFiles()
    {
        var files = new List<(string Path, long Start)>();
        foreach (var path in Directory.EnumerateFiles(options.Path, "*" + JournalSegment.Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var start)) files.Add((path, start));
        }

        files.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return files;
    }

    /// <summary>What the header says; a damaged one leaves the file's own time, which is later and so never makes a record look too old.</summary>
    private static long Created(string path, long? told) =>
        told is > 0 ? told.Value : new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static (uint Salt, long CreatedUnixMs)? ReadHeader(string path)
    {
        Span<byte> header = stackalloc byte[JournalSegment.HeaderLength];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RecordSearch.ReadFully(file, header, 0);
        return JournalSegment.TryReadHeader(header[..length], out var salt, out var created) ? (salt, created) : null;
    }

    /// <summary>
    /// Walks the last segment. Unreadable bytes with a readable record after them are damage and stay; unreadable bytes at the end
    /// are a write that a crash cut short, never acknowledged, and go.
    /// </summary>
    private void CutTornTail(JournalSegment segment, CancellationToken cancellationToken)
    {
        using var file = disk.OpenForWriting(segment.Path, FileMode.Open);
        var length = RandomAccess.GetLength(file);
        var offset = (long)JournalSegment.HeaderLength;
        while (true)
        {
            offset = WalkRecords(file, offset, length, segment.Salt, cancellationToken);
            if (offset == length) break;
            var next = RecordSearch.FindNext(file, offset + 1, length, segment.Salt);
            if (next < 0) break;
            var damage = new JournalDamage(segment.Name, offset, new JournalPosition(segment.Start + offset - JournalSegment.HeaderLength), next - offset);
            Damage.Add(damage);
            JournalLog.Damaged(logger, damage.Segment, damage.FileOffset, damage.SkippedBytes);
            offset = next;
        }

        if (offset < length)
        {
            JournalLog.TailCut(logger, segment.Name, offset, length - offset);
            RandomAccess.SetLength(file, offset);
        }

        // What the last process wrote but didn't get to sync is about to be handed to consumers: it must not vanish afterwards.
        disk.Flush(file);
        segment.End = segment.Start + offset - JournalSegment.HeaderLength;
    }

    /// <summary>File offset after the last record that follows without a break.</summary>
    private static long WalkRecords(SafeFileHandle file, long offset, long length, uint salt, CancellationToken cancellationToken)
    {
        var buffer = new byte[RecordFormat.LargestRecord];
        while (offset < length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var filled = RecordSearch.ReadFully(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset)), offset);
            var at = 0;
            while (RecordFormat.TryRead(buffer.AsSpan(at, filled - at), salt, out _, out var record) == RecordRead.Whole) at += record;
            if (at == 0) break;
            offset += at;
        }

        return offset;
    }
}
