using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt.Tests;

/// <summary>The listener on Kestrel, a real socket and an ephemeral port.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private TestServer(WebApplication host, TestApplication application)
    {
        _host = host;
        Application = application;
        Port = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public TestApplication Application { get; }

    public int Port { get; }

    public MqttServer Server => _host.Services.GetRequiredService<MqttServer>();

    public static async Task<TestServer> StartAsync(
        TestApplication? application = null,
        Action<MqttServerOptions>? configure = null,
        TimeProvider? time = null,
        IMqttDurability? durability = null,
        ISessionStore? store = null)
    {
        application ??= new TestApplication();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMqttApplication>(application);
        if (durability is not null)
            builder.Services.AddSingleton(durability);
        if (store is not null)
            builder.Services.AddSingleton(store);
        builder.Services.AddMqttServer(configure, time ?? TimeProvider.System);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseMqtt()));
        var host = builder.Build();
        await host.StartAsync();
        return new TestServer(host, application);
    }

    public MqttClientOptions ClientOptions(string clientId = "", MqttProtocolVersion version = MqttProtocolVersion.V500)
        => new() { Port = Port, ClientId = clientId, ProtocolVersion = version };

    /// <summary>A connected client that remembers what it receives.</summary>
    public async Task<TestClient> ConnectAsync(string clientId = "", MqttProtocolVersion version = MqttProtocolVersion.V500, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var client = new TestClient(ClientOptions(clientId, version), configure);
        await client.ConnectAsync();
        return client;
    }

    /// <summary>A bare socket; nothing sent yet.</summary>
    public Task<RawPeer> OpenAsync(MqttProtocolVersion version = MqttProtocolVersion.V500) => RawPeer.OpenAsync(Port, version);

    /// <summary>A bare socket with an accepted CONNECT.</summary>
    public async Task<RawPeer> OpenConnectedAsync(string clientId, MqttProtocolVersion version = MqttProtocolVersion.V500, bool cleanStart = true, MqttWill? will = null, ushort keepAlive = 0, Action<MqttProperties>? properties = null)
    {
        var peer = await OpenAsync(version);
        var packet = new MqttConnectPacket { ProtocolVersion = version, ClientId = clientId, CleanStart = cleanStart, Will = will, KeepAliveSeconds = keepAlive };
        properties?.Invoke(packet.Properties);
        await peer.SendAsync(packet);
        peer.ConnAck = (await peer.ReceiveAsync()).ShouldBeOfType<MqttConnAckPacket>();
        peer.ConnAck.ReasonCode.ShouldBe(MqttReasonCode.Success);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
