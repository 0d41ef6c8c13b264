using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Facilities.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own: fresh cluster in a temporary folder, free loopback port, no password, no fsync. Made once per
/// test process and stopped with it; every test takes a database of its own. Thread-safe.
/// </summary>
public sealed class PostgresCluster
{
    internal const string Superuser = "facilities";
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartAsync);
    private static readonly string[] Account = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];
    private static int _databases;

    private readonly string _folder;
    private readonly int _port;

    private PostgresCluster(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <summary>Folder of the server's programs, <c>null</c> if PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        : null;

    /// <summary>Connection string of a new, empty database.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var cluster = await Shared.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", cluster.Port, "-U", Superuser, name);
        return $"Host=127.0.0.1;Port={cluster.Port};Username={Superuser};Database={name};Include Error Detail=true";
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private static async Task<PostgresCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("facilities-pg-").FullName;
        // PostgreSQL refuses to run as root, so root hands the folder to the account that the package made.
        if (Environment.IsPrivilegedProcess) await RunAsync("/bin/chown", "postgres:postgres", folder);
        var cluster = new PostgresCluster(folder, FreePort());
        var data = Path.Combine(folder, "data");
        await RunAsync("initdb", "-D", data, "-U", Superuser, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsync("pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {cluster.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
        return cluster;
    }

    /// <summary>By a shell that outlives this process: a test host isn't given the time to wait for the server and to delete its files.</summary>
    private void Stop()
    {
        string[] account = Environment.IsPrivilegedProcess ? Account : [];
        Start("/bin/sh", ["-c", "folder=$1; shift; \"$@\"; rm -rf \"$folder\"", "sh", _folder, .. account, Path.Combine(Programs!, "pg_ctl"),
            "-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"]).Dispose();
    }

    internal static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static Process Start(string program, string[] arguments)
    {
        var path = Path.IsPathRooted(program) ? program : Path.Combine(Programs ?? throw new InvalidOperationException("PostgreSQL is not installed."), program);
        var asPostgres = Environment.IsPrivilegedProcess && !Path.IsPathRooted(program);
        // Output goes nowhere: a server that inherits our pipes would keep them open after pg_ctl has ended.
        string[] shell = ["-c", "exec \"$@\" >/dev/null 2>&1", "sh"];
        string[] account = asPostgres ? Account : [];
        var start = new ProcessStartInfo("/bin/sh", [.. shell, .. account, path, .. arguments]) { WorkingDirectory = "/tmp" };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
