using System.Net;
using Facilities.Mqtt;
using Facilities.Simulator.Hosting;
using Facilities.Simulator.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Simulator.Tests;

/// <summary>Our MQTT server on a real socket, with the REST calls that the simulator uses beside it.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _host;

    private TestService(WebApplication host, ReceivingApplication application, int mqttPort, int restPort) =>
        (_host, Application, MqttPort, RestPort) = (host, application, mqttPort, restPort);

    public ReceivingApplication Application { get; }

    public int MqttPort { get; }

    public int RestPort { get; }

    public List<ProvisionRequest> Provisioned { get; } = [];

    public List<string> Removed { get; } = [];

    public BrokerEndpoint Broker => new() { Port = MqttPort };

    public string[] Address => ["--broker", $"127.0.0.1:{MqttPort}", "--dashboard", $"http://127.0.0.1:{RestPort}"];

    public static async Task<TestService> StartAsync(ReceivingApplication? application = null, TimeProvider? siteClock = null, int mqttPort = 0, double speed = 1)
    {
        application ??= new ReceivingApplication();
        var mqtt = mqttPort == 0 ? Testing.FreePort.Next() : mqttPort;
        var rest = Testing.FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMqttApplication>(application);
        builder.Services.AddMqttServer();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, mqtt, listen => listen.UseMqtt());
            kestrel.Listen(IPAddress.Loopback, rest);
        });
        var host = builder.Build();
        var service = new TestService(host, application, mqtt, rest);
        var clock = siteClock ?? TimeProvider.System;
        host.MapGet("/api/clock", () => new ClockReply(clock.GetUtcNow().ToUnixTimeMilliseconds(), speed));
        host.MapGet("/api/status", () => new { messages = application.Count, samples = 8 * application.Count, rejected = 0, quarantined = 0, consumers = new[] { new { name = "store", lagBytes = 0 } }, workingSetBytes = 1_000_000 });
        host.MapPost("/api/provision/assets", (ProvisionRequest request) =>
        {
            service.Provisioned.Add(request);
            return request.Count == 1
                ? new ProvisionReply([request.Prefix])
                : new ProvisionReply([.. Enumerable.Range(1, request.Count).Select(number => $"{request.Prefix}{number:D5}")]);
        });
        host.MapGet("/api/provision/assets/stored", (string site, string prefix, string point, long from, long until) =>
            new StoredReply(site == "load" && prefix == "e" && point == "seq" && from < until ? application.Count : -1));
        host.MapDelete("/api/provision/assets", (string site, string prefix) =>
        {
            service.Removed.Add($"{site}/{prefix}");
            return Results.NoContent();
        });
        await host.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _host.StopAsync(patience.Token);
        await _host.DisposeAsync();
    }
}
