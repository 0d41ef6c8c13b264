using Facilities.Dashboard.Demo;
using Facilities.Dashboard.Shell;
using Facilities.Ingest.Hosting;
using Facilities.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>
/// The whole service as <c>Program</c> puts it together, on Kestrel, with free ports and a data folder of its own. Nothing is simulated; if asked,
/// the demo's sites and past are there before anything else runs.
/// </summary>
internal sealed class RunningDashboard : WebApplicationFactory<App>
{
    private readonly TempFolder _folder = new();
    private readonly bool _demo;
    private readonly bool _seeded;
    private readonly string? _adminPassword;
    private readonly Action<IServiceCollection>? _change;

    private readonly (string Key, string Value)[] _settings;

    private RunningDashboard(bool demo, bool seeded, string? adminPassword, Action<IServiceCollection>? change, (string Key, string Value)[] settings) =>
        (_demo, _seeded, _adminPassword, _change, _settings) = (demo, seeded, adminPassword, change, settings);

    public int MqttPort => Services.GetRequiredService<BoundEndpoints>().Mqtt.Port;

    /// <summary>Where REST answers.</summary>
    public Uri Address { get; private set; } = null!;

    /// <param name="demo">In the demo mode.</param>
    /// <param name="seeded">With the demo's two communities and their past.</param>
    /// <param name="adminPassword">The option for the first administrator.</param>
    /// <param name="change">Replaces parts of the service before it starts.</param>
    /// <param name="settings">Further options; without any, nobody must set up a second step.</param>
    public static RunningDashboard Start(bool demo = false, bool seeded = false, string? adminPassword = null, Action<IServiceCollection>? change = null, params (string Key, string Value)[] settings)
    {
        var dashboard = new RunningDashboard(demo, seeded, adminPassword, change, settings);
        dashboard.UseKestrel();
        dashboard.StartServer();
        dashboard.Address = dashboard.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address)).First(address => address.Port != dashboard.MqttPort);
        return dashboard;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        builder.UseSetting("Data:Path", _folder.Path);
        builder.UseSetting("Mqtt:Port", "0");
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Demo", _demo ? "true" : "false");
        builder.UseSetting("Accounts:RequireSecondFactor", "false");
        foreach (var (key, value) in _settings) builder.UseSetting(key, value);
        if (_adminPassword is not null) builder.UseSetting("Admin:Password", _adminPassword);
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.ConfigureTestServices(services =>
        {
            foreach (var staged in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Namespace == typeof(DemoHosting).Namespace).ToList())
            {
                services.Remove(staged);
            }

            // Before the jobs: they would work on the past while it is still being lived.
            if (_seeded) services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DemoSeeding>());
            _change?.Invoke(services);
        });
    }
}
