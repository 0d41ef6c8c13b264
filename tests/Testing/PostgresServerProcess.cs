using System.Diagnostics;
using System.Globalization;

namespace Facilities.Testing;

/// <summary>
/// A PostgreSQL server of one test's own, to be killed and started again on the same data and port; syncs to disk as in earnest. Disposing kills it
/// and deletes its data.
/// </summary>
public sealed class PostgresServerProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _port = FreePort.Next().ToString(CultureInfo.InvariantCulture);

    private PostgresServerProcess()
    {
    }

    /// <summary>Of an empty database.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={PostgresCluster.Superuser};Database=facilities";

    private string Data => _folder.File("data");

    public static async Task<PostgresServerProcess> StartAsync()
    {
        var server = new PostgresServerProcess();
        if (Environment.IsPrivilegedProcess) await PostgresCluster.RunAsync("/bin/chown", "postgres:postgres", server._folder.Path);
        await PostgresCluster.RunAsync("initdb", "-D", server.Data, "-U", PostgresCluster.Superuser, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.RestartAsync();
        await PostgresCluster.RunAsync("createdb", "-h", "127.0.0.1", "-p", server._port, "-U", PostgresCluster.Superuser, "facilities");
        return server;
    }

    /// <summary>Starts it (again) and waits until it takes connections; what a killed one left in shared memory may hold it up for a moment.</summary>
    public async Task RestartAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await PostgresCluster.RunAsync("pg_ctl", "-D", Data, "-w", "-l", _folder.File("log"), "-o",
                    $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200", "start");
                return;
            }
            catch (InvalidOperationException) when (attempt < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>SIGKILL for the server and all its processes at once, as a crash of the machine would.</summary>
    public async Task KillAsync()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file)) return;
        var postmaster = (await File.ReadAllLinesAsync(file))[0];
        var children = File.Exists($"/proc/{postmaster}/task/{postmaster}/children") ? await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children") : "";
        foreach (var id in children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(postmaster))
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
                process.Kill();
            }
            catch (ArgumentException)
            {
                // Gone by itself.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                _folder.Dispose();
                return;
            }
            catch (IOException)
            {
                // A dying process still wrote a file.
                await Task.Delay(100);
            }
        }
    }
}
