using System.Globalization;
using Facilities.Storage.Compact;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>
/// The journal position that the server has confirmed, in a small text file: position, target, checksum. It lies beside the journal rather than in InfluxDB, so that a
/// start doesn't need the server. A file of another target, or a damaged one, counts as none: writing twice is harmless, not writing isn't.
/// </summary>
internal sealed class AppliedPosition
{
    private readonly string _path;
    private readonly string _target;
    private long _saved;

    private AppliedPosition(string path, string target) => (_path, _target) = (path, target);

    /// <summary>What the file says: durable.</summary>
    public JournalPosition Saved => new(Volatile.Read(ref _saved));

    public static AppliedPosition Open(string path, string target, ILogger logger)
    {
        var position = new AppliedPosition(Path.GetFullPath(path), target);
        if (Path.GetDirectoryName(position._path) is { } folder) Directory.CreateDirectory(folder);
        if (!File.Exists(position._path)) return position;
        var lines = File.ReadAllLines(position._path);
        if (lines.Length < 3 || lines[2] != Checksum(lines[0], lines[1]) || !long.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var saved))
            InfluxLog.OtherTarget(logger, position._path, "unreadable");
        else if (lines[1] != target) InfluxLog.OtherTarget(logger, position._path, lines[1]);
        else position._saved = saved;
        return position;
    }

    /// <summary>Replaces the file as a whole, so that a crash leaves the old one or the new one.</summary>
    public void Save(JournalPosition through)
    {
        if (through <= Saved) return;
        var offset = through.Offset.ToString(CultureInfo.InvariantCulture);
        var next = _path + ".new";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            using var text = new StreamWriter(file);
            text.Write($"{offset}\n{_target}\n{Checksum(offset, _target)}\n");
            text.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        Volatile.Write(ref _saved, through.Offset);
    }

    private static string Checksum(string offset, string target) =>
        Crc32C.Compute(System.Text.Encoding.UTF8.GetBytes(offset + "\n" + target)).ToString("x8", CultureInfo.InvariantCulture);
}
