using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Facilities.Testing;

/// <summary>
/// An InfluxDB 1.x server of the test's own: data in a temporary folder, a free loopback port that it keeps over restarts, user and password demanded.
/// Disposing kills it and deletes its data.
/// </summary>
public sealed class InfluxServerProcess : IAsyncDisposable
{
    public const string Administrator = "root";
    public const string AdministratorPassword = "root-secret-1";

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http;
    private Process? _process;

    private InfluxServerProcess()
    {
        Url = new Uri("http://127.0.0.1:" + FreePort.Next().ToString(CultureInfo.InvariantCulture));
        _http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Administrator}:{AdministratorPassword}")));
        File.WriteAllText(_folder.File("influxdb.conf"), Configuration(_folder.Path, Url.Authority));
    }

    public Uri Url { get; }

    /// <summary>The program, or null when it isn't installed.</summary>
    public static string? Program => RequiredInCi.FindProgram("influxd");

    /// <summary>Starts a server with nothing in it but its administrator.</summary>
    public static async Task<InfluxServerProcess> StartAsync()
    {
        var server = new InfluxServerProcess();
        try
        {
            await server.RestartAsync();
            using var first = new HttpClient { BaseAddress = server.Url };
            using var user = Form($"CREATE USER {Administrator} WITH PASSWORD '{AdministratorPassword}' WITH ALL PRIVILEGES");
            (await first.PostAsync(new Uri("/query", UriKind.Relative), user)).EnsureSuccessStatusCode();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it (again, on the same data and port) and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        Launch();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_process!.HasExited) throw new InvalidOperationException("influxd ended early: " + await File.ReadAllTextAsync(_folder.File("log"), limit.Token));
            try
            {
                using var answer = await _http.GetAsync(new Uri("/ping", UriKind.Relative), limit.Token);
                if (answer.StatusCode == HttpStatusCode.NoContent) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Runs a statement as administrator and returns the answer's JSON.</summary>
    public async Task<string> QueryAsync(string statement, string? database = null)
    {
        using var form = Form(statement);
        using var answer = await _http.PostAsync(new Uri($"/query?epoch=ms&db={database}", UriKind.Relative), form);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || body.Contains("\"error\"", StringComparison.Ordinal)) throw new InvalidOperationException(statement + ": " + body);
        return body;
    }

    /// <summary>Writes line protocol, times in milliseconds, as administrator.</summary>
    public async Task WriteAsync(string database, string lines)
    {
        using var content = new StringContent(lines);
        using var answer = await _http.PostAsync(new Uri($"/write?precision=ms&db={database}", UriKind.Relative), content);
        if (answer.StatusCode != HttpStatusCode.NoContent) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private static FormUrlEncodedContent Form(string statement) => new([new KeyValuePair<string, string>("q", statement)]);

    private void Launch()
    {
        var program = Program ?? throw new InvalidOperationException("influxd is not installed.");
        // The shell becomes the server, so that it is the server that is killed; its output goes to a file, not to a pipe that nobody empties.
        string[] arguments = ["-c", "exec \"$0\" -config \"$1\" >>\"$2\" 2>&1", program, _folder.File("influxdb.conf"), _folder.File("log")];
        _process = Process.Start(new ProcessStartInfo("/bin/sh", arguments) { WorkingDirectory = "/tmp" })!;
        OrphanWatch.Over(_process, _folder.Path);
    }

    private static string Configuration(string folder, string address) =>
        $"""
        reporting-disabled = true
        # Backups only; port 0 is any free one.
        bind-address = "127.0.0.1:0"
        [meta]
          dir = "{folder}/meta"
        [data]
          dir = "{folder}/data"
          wal-dir = "{folder}/wal"
          query-log-enabled = false
        [monitor]
          store-enabled = false
        [subscriber]
          enabled = false
        [continuous_queries]
          enabled = false
        [http]
          bind-address = "{address}"
          auth-enabled = true
          log-enabled = false
        """;
}
