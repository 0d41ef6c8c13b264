using System.Globalization;
using Facilities.Storage.Journal;

namespace Facilities.Storage.Backup;

/// <summary>
/// Copies a journal that is being written and released: what is there at the beginning, and then whatever is added, often enough that no segment can come
/// and go unseen. A record that is only half there at the end is cut off by whoever opens the copy, as after a crash.
/// </summary>
internal sealed class JournalFollower(string from, string to)
{
    // A segment lives at least until the next checkpoint of its slowest reader, seconds away even under full load.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Copies on until it is cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Run(CopyOnce, CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(Interval, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Brings every segment's copy up to its present length.</summary>
    public void CopyOnce()
    {
        if (!Directory.Exists(from)) return;
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from, "*" + JournalSegment.Extension).Order(StringComparer.Ordinal))
        {
            try
            {
                Append(path, Path.Combine(to, Path.GetFileName(path)));
            }
            catch (FileNotFoundException)
            {
                // Released meanwhile: everyone has what was in it, and whoever is copied later has it too.
            }
        }
    }

    /// <exception cref="IOException">A segment is missing between two others: the journal was faster than its copy.</exception>
    public void CheckWhole()
    {
        if (!Directory.Exists(to)) return;
        long? end = null;
        foreach (var path in Directory.EnumerateFiles(to, "*" + JournalSegment.Extension).Order(StringComparer.Ordinal))
        {
            var start = long.Parse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture);
            if (end is { } expected && start != expected)
                throw new IOException($"The journal went faster than its copy: there is nothing from {expected} to {start}. Try again, to a faster disk or at a quieter hour.");
            end = start + new FileInfo(path).Length - JournalSegment.HeaderLength;
        }
    }

    private static void Append(string source, string target)
    {
        using var reader = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var writer = new FileStream(target, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (reader.Length <= writer.Length) return;
        reader.Seek(writer.Length, SeekOrigin.Begin);
        writer.Seek(0, SeekOrigin.End);
        reader.CopyTo(writer);
    }
}
