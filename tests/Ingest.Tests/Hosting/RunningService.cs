using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;
using Facilities.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>The whole service in this process on free ports, with a data folder of the test's.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _disposed;

    private RunningService(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public int MqttPort => Services.GetRequiredService<BoundEndpoints>().Mqtt.Port;

    public IngestStatus Status => Services.GetRequiredService<IngestMonitor>().Status;

    public HttpClient Http { get; private set; } = null!;

    public static Task<RunningService> StartAsync(string folder, params string[] more) => StartAsync(folder, null, more);

    /// <param name="change">Replaces parts of the service before it starts.</param>
    public static async Task<RunningService> StartAsync(string folder, Action<IServiceCollection>? change, params string[] more)
    {
        var builder = FacilitiesHost.CreateBuilder(["--Data:Path", folder, "--Mqtt:Port", "0", "--urls", "http://127.0.0.1:0", .. more]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddFacilitiesIngest();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapFacilitiesIngest();
        await app.StartAsync();
        var service = new RunningService(app);
        var endpoints = app.Services.GetRequiredService<BoundEndpoints>();
        var web = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => new Uri(address)).First(address => address.Scheme == "http" && (!endpoints.HasMqtt || address.Port != endpoints.Mqtt.Port));
        service.Http = new HttpClient { BaseAddress = web };
        return service;
    }

    public async Task<MqttClient> ConnectAsync(Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var options = new MqttClientOptions { Port = MqttPort };
        var client = new MqttClient(configure?.Invoke(options) ?? options);
        await client.ConnectAsync();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
