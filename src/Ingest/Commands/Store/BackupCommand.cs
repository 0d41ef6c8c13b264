using System.CommandLine;
using System.Globalization;
using Facilities.Ingest.Hosting;
using Facilities.Storage.Backup;

namespace Facilities.Ingest.Commands.Store;

/// <summary><c>facilities backup FOLDER</c> and <c>facilities restore FOLDER</c>.</summary>
internal static class BackupCommand
{
    public static Command CreateBackup(string[] args)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder for the backup, empty or not there yet." };
        var command = new Command("backup", "Copies the data folder (databases, journal, detectors, files, keys) with checksums, also while the service works in it.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = StoreSession.Settings(args);
            var line = new ErrorLine<string>(static file => file);
            var manifest = await FolderBackup.CreateAsync(
                settings.Data.Path, parsed.GetValue(folder)!, settings.ConnectionString is not null, TimeProvider.System.GetUtcNow(), line, cancellationToken).ConfigureAwait(false);
            line.End();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{manifest.Files.Count} files, {manifest.Bytes / 1048576.0:F1} MiB in {parsed.GetValue(folder)}."));
            if (manifest.RelationalElsewhere) Console.Error.WriteLine("The relational database is in PostgreSQL: back it up AFTER this with pg_dump, and InfluxDB with influxd backup where samples are there.");
            return ExitCode.Success;
        });
        return command;
    }

    public static Command CreateRestore(string[] args)
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder of a backup." };
        var command = new Command("restore", "Checks a backup and puts it into the data folder, which must be empty. Then start the service on it.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = StoreSession.Settings(args);
            using var data = DataFolder.Open(settings.Data.Path);
            var line = new ErrorLine<string>(static file => file);
            var manifest = await FolderBackup.RestoreAsync(parsed.GetValue(folder)!, data.Path, line, cancellationToken).ConfigureAwait(false);
            line.End();
            Console.WriteLine($"{manifest.Files.Count} files of {manifest.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} restored to {data.Path}.");
            if (manifest.RelationalElsewhere) Console.Error.WriteLine("The relational database was in PostgreSQL: restore it from its own dump before the start.");
            return ExitCode.Success;
        });
        return command;
    }
}
