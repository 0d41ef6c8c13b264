using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.Backup;

/// <summary>
/// Copies a data folder while the service works in it, so that a start on the copy is like a start after a crash at that moment:
/// <code>
///   journal ─────follows from the first to the last moment──────────────→
///             detector state → databases (each as of one instant) → the rest
/// </code>
/// Whoever reads the journal is never ahead of it and finds everything from its own position on, and the relational database is not behind the
/// detectors. Databases are copied by SQLite's own online backup.
/// </summary>
public static class FolderBackup
{
    private const string Journal = "journal";
    private const string DetectorState = "detector.state";

    /// <summary>Never part of a backup: locks, what SQLite keeps beside its databases, drafts.</summary>
    private static readonly string[] LeftOut = [".lock", ".owner", "-wal", "-shm", "-journal", ".new", ".tmp"];

    /// <summary>Makes a backup of <paramref name="data"/> in <paramref name="target"/>, which must be empty or not there.</summary>
    /// <param name="data">The data folder; it may be in use.</param>
    /// <param name="target">Folder for the copy.</param>
    /// <param name="relationalElsewhere">Noted in the manifest, for whoever restores.</param>
    /// <param name="now">Time of the backup.</param>
    /// <param name="progress">Told the name of each file as its copy begins.</param>
    /// <param name="cancellationToken">Leaves a folder without a manifest.</param>
    /// <exception cref="IOException">The target isn't empty, or something can't be read or written.</exception>
    public static async Task<BackupManifest> CreateAsync(
        string data, string target, bool relationalElsewhere, DateTimeOffset now, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(data)) throw new DirectoryNotFoundException($"There is no data folder '{data}'; name it with --Data:Path.");
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()) throw new IOException($"'{target}' isn't empty. Name another folder, or empty it.");
        Directory.CreateDirectory(target);
        var journal = new JournalFollower(Path.Combine(data, Journal), Path.Combine(target, Journal));
        journal.CopyOnce();
        using (var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var follow = journal.FollowAsync(following.Token);
            try
            {
                // Blocking work, off the caller's thread; the follower needs its own turn meanwhile.
                await Task.Run(() => CopyOthers(data, target, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await following.CancelAsync().ConfigureAwait(false);
                await follow.ConfigureAwait(false);
            }
        }

        journal.CopyOnce();
        journal.CheckWhole();
        var manifest = new BackupManifest
        {
            Version = BackupManifest.CurrentVersion,
            CreatedAt = now,
            RelationalElsewhere = relationalElsewhere,
            Files = await DescribeAsync(target, progress, cancellationToken).ConfigureAwait(false),
        };
        manifest.Write(target);
        return manifest;
    }

    /// <summary>Checks a backup and puts it into <paramref name="data"/>, which must be empty or not there. Nothing is written when a file of the backup is damaged.</summary>
    /// <exception cref="InvalidDataException">It is no backup, or a file is missing or damaged; names all of them.</exception>
    /// <exception cref="IOException">The folder isn't empty, or something can't be read or written.</exception>
    public static async Task<BackupManifest> RestoreAsync(string source, string data, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        var manifest = BackupManifest.Read(source);
        var problems = await ProblemsAsync(manifest, source, progress, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0) throw new InvalidDataException("The backup is damaged; nothing was restored:" + Environment.NewLine + string.Join(Environment.NewLine, problems));
        if (Directory.Exists(data) && Directory.EnumerateFiles(data).Any(static file => !IsLeftOut(file))) throw new IOException($"'{data}' isn't empty. Restore into another folder (--Data:Path), or move what is there away.");
        foreach (var file in manifest.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(file.Path);
            var to = Path.Combine(data, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(source, file.Path), to);
        }

        var written = await ProblemsAsync(manifest, data, null, cancellationToken).ConfigureAwait(false);
        if (written.Count > 0) throw new InvalidDataException("The restored files aren't what was written; check the disk:" + Environment.NewLine + string.Join(Environment.NewLine, written));
        return manifest;
    }

    private static void CopyOthers(string data, string target, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(data, file))
            .Where(file => !IsLeftOut(file) && file.Split(Path.DirectorySeparatorChar)[0] != Journal)
            .OrderBy(static file => file == DetectorState ? 0 : file.EndsWith(".db", StringComparison.Ordinal) ? 1 : 2).ThenBy(static file => file, StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(file);
            var (from, to) = (Path.Combine(data, file), Path.Combine(target, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            try
            {
                if (file.EndsWith(".db", StringComparison.Ordinal)) CopyDatabase(from, to);
                else File.Copy(from, to);
            }
            catch (FileNotFoundException)
            {
                // Gone since it was listed, so nothing needs it any more.
            }
        }
    }

    private static void CopyDatabase(string from, string to)
    {
        using var source = Open(from, SqliteOpenMode.ReadWrite);
        using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
        source.BackupDatabase(target);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());
        connection.Open();
        return connection;
    }

    private static bool IsLeftOut(string file) => LeftOut.Any(end => file.EndsWith(end, StringComparison.Ordinal));

    private static async Task<List<BackupFile>> DescribeAsync(string folder, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            // SQLite leaves them beside a database that was only just closed.
            if (IsLeftOut(path)) continue;
            progress?.Report($"checksum of {Path.GetRelativePath(folder, path)}");
            files.Add(new BackupFile(
                Path.GetRelativePath(folder, path).Replace('\\', '/'), new FileInfo(path).Length, await HashAsync(path, cancellationToken).ConfigureAwait(false)));
        }

        return files;
    }

    private static async Task<List<string>> ProblemsAsync(BackupManifest manifest, string folder, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var file in manifest.Files)
        {
            progress?.Report($"checking {file.Path}");
            var path = Path.Combine(folder, file.Path);
            if (Path.IsPathRooted(file.Path) || file.Path.Split('/').Contains("..")) problems.Add($"  {file.Path}: points out of the folder");
            else if (!File.Exists(path)) problems.Add($"  {file.Path}: is missing");
            else if (new FileInfo(path).Length != file.Bytes) problems.Add($"  {file.Path}: has another length than {file.Bytes}");
            else if (await HashAsync(path, cancellationToken).ConfigureAwait(false) != file.Sha256) problems.Add($"  {file.Path}: has another content (SHA-256)");
        }

        return problems;
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }
}
