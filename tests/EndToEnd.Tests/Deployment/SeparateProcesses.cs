using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests.Deployment;

/// <summary>
/// What <c>docker-compose.yml</c> describes, without containers: an ingest process, a dashboard process, a PostgreSQL and an InfluxDB, each with
/// ports and folders of its own, secrets in files.
/// </summary>
internal sealed class SeparateProcesses : IAsyncDisposable
{
    private const string AdminPassword = "correct horse battery 9";

    private readonly TempFolder _folder = new();
    private readonly HttpClient _anonymous = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly HttpClientHandler _cookies = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
    private readonly Uri _ingestAddress = Loopback(FreePort.Next());

    private SeparateProcesses(PostgresServerProcess postgres, InfluxServerProcess influx)
    {
        (Postgres, Influx) = (postgres, influx);
        Rest = new HttpClient(_cookies) { BaseAddress = Loopback(FreePort.Next()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public PostgresServerProcess Postgres { get; }

    public InfluxServerProcess Influx { get; }

    public ChildProcess Ingest { get; private set; } = null!;

    public ChildProcess Dashboard { get; private set; } = null!;

    public int MqttPort { get; } = FreePort.Next();

    /// <summary>The dashboard's REST API, signed in as administrator.</summary>
    public HttpClient Rest { get; }

    public static async Task<SeparateProcesses> StartAsync()
    {
        var all = new SeparateProcesses(await PostgresServerProcess.StartAsync(), await InfluxServerProcess.StartAsync());
        try
        {
            all.StartProcesses();
            await Eventually.HoldsAsync(() => all.IsReadyAsync(all._ingestAddress), "ingest is ready");
            await Eventually.HoldsAsync(() => all.IsReadyAsync(all.Rest.BaseAddress!), "the dashboard is ready");
            using var signedIn = await all.Rest.PostAsJsonAsync(Relative("api/session"), new { userName = "admin", password = AdminPassword });
            signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, await signedIn.Content.ReadAsStringAsync());
            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    public static Uri Relative(string path) => new(path, UriKind.Relative);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Rest.GetAsync(Relative(path));
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {text}\n{Dashboard.Output}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    public async Task PostAsync(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Relative(path)) { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await Rest.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Both answer that they are ready; false while a database is away.</summary>
    public async Task<bool> AreReadyAsync() => await IsReadyAsync(_ingestAddress) && await IsReadyAsync(Rest.BaseAddress!);

    /// <summary>Nothing waits in the journal for any consumer.</summary>
    public async Task<bool> HasDrainedAsync()
    {
        using var answer = await _anonymous.GetAsync(new Uri(_ingestAddress, "health/ready"));
        if (!answer.IsSuccessStatusCode) return false;
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("checks").GetProperty("ingest").GetProperty("data").EnumerateObject()
            .Where(number => number.Name.EndsWith("LagBytes", StringComparison.Ordinal)).All(number => number.Value.GetInt64() == 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (Dashboard is not null) await Dashboard.DisposeAsync();
        if (Ingest is not null) await Ingest.DisposeAsync();
        await Postgres.DisposeAsync();
        await Influx.DisposeAsync();
        Rest.Dispose();
        _cookies.Dispose();
        _anonymous.Dispose();
        _folder.Dispose();
    }

    private static Uri Loopback(int port) => new("http://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture));

    private void StartProcesses()
    {
        string[] shared =
        [
            "--Database:ConnectionStringFile", Secret("database", Postgres.ConnectionString),
            "--Telemetry:Store", "influx", "--Influx:Url", Influx.Url.ToString(), "--Influx:User", InfluxServerProcess.Administrator,
            "--Influx:PasswordFile", Secret("influx", InfluxServerProcess.AdministratorPassword),
        ];
        // The demo switch lets this machine's devices in without credentials; it seeds nothing where there are no pages.
        Ingest = ChildProcess.Of(
            "Ingest",
            ["serve", "--demo", "--Data:Path", _folder.File("ingest"), "--urls", _ingestAddress.ToString(), "--Mqtt:Port", MqttPort.ToString(CultureInfo.InvariantCulture), .. shared]);
        Dashboard = ChildProcess.Of(
            "Dashboard",
            ["--Ingest:Hosted", "false", "--Accounts:RequireSecondFactor", "false", "--Data:Path", _folder.File("dashboard"), "--urls", Rest.BaseAddress!.ToString(), "--Admin:PasswordFile", Secret("admin", AdminPassword), .. shared]);
    }

    private string Secret(string name, string value)
    {
        var path = _folder.File(name + ".secret");
        File.WriteAllText(path, value + "\n");
        return path;
    }

    private async Task<bool> IsReadyAsync(Uri address)
    {
        Ingest.HasExited.ShouldBeFalse("ingest ended: " + Ingest.Output);
        Dashboard.HasExited.ShouldBeFalse("the dashboard ended: " + Dashboard.Output);
        try
        {
            using var answer = await _anonymous.GetAsync(new Uri(address, "health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
